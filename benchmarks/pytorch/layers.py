#!/usr/bin/env python3
"""The kernel's network layer by layer in PyTorch, beside the fused kernel's time on the same GPU.

    python3 benchmarks/pytorch/layers.py --library build/release/libmvjpeg_cuda.so \
        --throughput build/release/tests/throughput

What docs/kernel.md describes, in half precision and channels-last, as PyTorch users write it: pixels in device memory to I420
planes in device memory, every layer a call of its own. The weights are random: only the time counts. Channels are filled up to
eight where there are six, which suits tensor cores. "graph" is the same sequence replayed as one CUDA graph, without the cost of
Python and of the launches. The ratio is PyTorch's time over that of the fused kernel's launches as the throughput tool tells it.
"""

import argparse
import os
import re
import statistics
import subprocess

import torch
import torch.nn.functional as functional

HALF = torch.float16
CHANNELS_LAST = torch.channels_last
PLANES = 8  # six, filled up
CELL = 8  # half-resolution samples to a side of a gate cell


def convolution(inputs, outputs, taps, device):
    weight = torch.randn(outputs, inputs, taps, taps, device=device, dtype=HALF) * 0.05
    bias = torch.randn(outputs, device=device, dtype=HALF) * 0.05
    return weight.contiguous(memory_format=CHANNELS_LAST), bias


def apply(layer, x, dilation=1):
    weight, bias = layer
    margin = dilation * (weight.shape[2] // 2)
    if margin > 0:
        x = functional.pad(x, (margin, margin, margin, margin), mode="replicate")
    return functional.conv2d(x.contiguous(memory_format=CHANNELS_LAST), weight, bias, dilation=dilation)


def requantise(x):
    return x.clamp(0, 255).round()


class Network:
    """All layers of docs/kernel.md."""

    def __init__(self, channels, depth, device):
        self.colour = torch.tensor(
            [[0.299, 0.587, 0.114], [-0.168736, -0.331264, 0.5], [0.5, -0.418688, -0.081312]], device=device, dtype=HALF
        )[:, :, None, None].contiguous(memory_format=CHANNELS_LAST)
        self.offset = torch.tensor([0.0, 128.0, 128.0], device=device, dtype=HALF)
        self.head = convolution(PLANES, channels, 3, device)
        self.body = [convolution(channels, channels, 3, device) for _ in range(depth)]
        self.skip = torch.randn(1, channels, 1, 1, device=device, dtype=HALF)
        self.tail = convolution(channels, PLANES, 3, device)
        self.pixel = convolution(PLANES, PLANES, 1, device)
        self.gate = [convolution(a, b, 3, device) for a, b in ((8, 32), (32, 32), (32, 8))]
        self.luma_blur = self.binomial([1, 4, 6, 4, 1], 1, device)
        self.chroma_blur = self.binomial([1, 2, 1], 2, device)

    @staticmethod
    def binomial(taps, planes, device):
        row = torch.tensor(taps, device=device, dtype=HALF)
        square = row[:, None] * row[None, :] / row.sum() ** 2
        return square.expand(planes, 1, len(taps), len(taps)).contiguous()

    def planes(self, pixels):
        """N x H x W x 3 bytes to Y, and U and V at half resolution."""
        x = pixels.permute(0, 3, 1, 2).to(HALF)  # channels-last as it lies
        yuv = functional.conv2d(x, self.colour, self.offset).clamp(0, 255).round()
        return yuv[:, :1], functional.avg_pool2d(yuv[:, 1:], 2).round()

    @staticmethod
    def differences(x):
        """Sums over cells of absolute differences to the right and below."""
        across = functional.pad((x[..., 1:] - x[..., :-1]).abs(), (0, 1))
        down = functional.pad((x[..., 1:, :] - x[..., :-1, :]).abs(), (0, 0, 0, 1))
        return (across + down).sum(1, keepdim=True)

    def gates(self, packed, y, uv):
        mean = functional.avg_pool2d(packed[:, :6], CELL, ceil_mode=True)
        luma = functional.avg_pool2d(self.differences(y), 2 * CELL, ceil_mode=True)
        chroma = functional.avg_pool2d(self.differences(uv), CELL, ceil_mode=True)
        x = torch.cat((mean, luma, chroma), 1)
        for layer, dilation in zip(self.gate, (1, 2, 4)):
            x = requantise(apply(layer, x, dilation))
        return functional.interpolate(x[:, :4], size=packed.shape[2:], mode="bilinear", align_corners=False) / 256

    def lowpass(self, y, uv):
        luma = functional.conv2d(functional.pad(y, (2, 2, 2, 2), mode="replicate"), self.luma_blur) - y
        chroma = functional.conv2d(functional.pad(uv, (1, 1, 1, 1), mode="replicate"), self.chroma_blur, groups=2) - uv
        return torch.cat((functional.pixel_unshuffle(luma, 2), chroma), 1)

    def __call__(self, pixels):
        y, uv = self.planes(pixels)
        packed = torch.cat((functional.pixel_unshuffle(y, 2), uv), 1)
        packed = functional.pad(packed, (0, 0, 0, 0, 0, PLANES - 6)).contiguous(memory_format=CHANNELS_LAST)
        gates = self.gates(packed, y, uv)
        head = requantise(apply(self.head, packed))
        x = head
        for number, layer in enumerate(self.body):
            x = apply(layer, x)
            if number + 1 == len(self.body):
                x = x + self.skip * head
            x = requantise(x)
        branches = apply(self.tail, x) + apply(self.pixel, packed)
        smooth = self.lowpass(y, uv)
        structure = torch.cat((gates[:, 0:1].expand(-1, 4, -1, -1), gates[:, 2:3].expand(-1, 2, -1, -1)), 1)
        blur = torch.cat((gates[:, 1:2].expand(-1, 4, -1, -1), gates[:, 3:4].expand(-1, 2, -1, -1)), 1)
        out = packed[:, :6] + branches[:, :6] * structure + smooth * blur
        out = out.clamp(0, 255).round().to(torch.uint8)
        return functional.pixel_shuffle(out[:, :4], 2), out[:, 4:].contiguous()


def median_ms(work, repeats):
    for _ in range(10):
        work()
    times = []
    for _ in range(repeats):
        start, end = torch.cuda.Event(enable_timing=True), torch.cuda.Event(enable_timing=True)
        start.record()
        work()
        end.record()
        end.synchronize()
        times.append(start.elapsed_time(end))
    return statistics.median(times)


def as_graph(work):
    stream = torch.cuda.Stream()
    stream.wait_stream(torch.cuda.current_stream())
    with torch.cuda.stream(stream):
        for _ in range(3):
            work()
    torch.cuda.current_stream().wait_stream(stream)
    graph = torch.cuda.CUDAGraph()
    with torch.cuda.graph(graph):
        work()
    return graph.replay


def fused_ms(arguments):
    """The throughput tool's line "cuda kernels network ... ms", the best of its repetitions."""
    environment = dict(os.environ, MVJPEG_CUDA_LIBRARY=arguments.library)
    size = [str(n) for n in (arguments.width, arguments.height, arguments.channels, arguments.depth)]
    output = subprocess.run(
        [arguments.throughput, *size], env=environment, check=True, capture_output=True, text=True
    ).stdout
    return float(re.search(r"^cuda kernels +network +([0-9.]+) ms", output, re.MULTILINE).group(1))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--width", type=int, default=3840)
    parser.add_argument("--height", type=int, default=2160)
    parser.add_argument("--channels", type=int, default=32)
    parser.add_argument("--depth", type=int, default=2)
    parser.add_argument("--repeats", type=int, default=50)
    parser.add_argument("--library", default="build/release/libmvjpeg_cuda.so")
    parser.add_argument("--throughput", default="build/release/tests/throughput")
    arguments = parser.parse_args()
    torch.backends.cudnn.benchmark = True
    with torch.inference_mode():
        device = torch.device("cuda")
        shape = (1, arguments.height, arguments.width, 3)
        pixels = torch.randint(0, 256, shape, dtype=torch.uint8, device=device)
        network = Network(arguments.channels, arguments.depth, device)
        eager = median_ms(lambda: network(pixels), arguments.repeats)
        graph = median_ms(as_graph(lambda: network(pixels)), arguments.repeats)
    fused = fused_ms(arguments)
    print(f"{torch.cuda.get_device_name()}, PyTorch {torch.__version__}, {arguments.width}x{arguments.height}, "
          f"{arguments.channels} channels, depth {arguments.depth}")
    print(f"fused kernel            {fused:9.3f} ms")
    print(f"PyTorch, layer by layer {eager:9.3f} ms   {eager / fused:6.1f} times the fused kernel's")
    print(f"PyTorch, graph          {graph:9.3f} ms   {graph / fused:6.1f} times the fused kernel's")


if __name__ == "__main__":
    main()
