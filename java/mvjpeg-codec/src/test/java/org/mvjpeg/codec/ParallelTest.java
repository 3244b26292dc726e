package org.mvjpeg.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class ParallelTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 16})
    void eachTaskRunsOnceAndIsReportedToTheCaller(int threads) {
        Set<Integer> ran = ConcurrentHashMap.newKeySet();
        AtomicInteger runs = new AtomicInteger();
        List<Thread> reports = new ArrayList<>();
        Parallel.run(
                10,
                threads,
                i -> {
                    ran.add(i);
                    runs.incrementAndGet();
                },
                () -> reports.add(Thread.currentThread()));
        assertThat(ran).containsExactlyInAnyOrder(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
        assertThat(runs).hasValue(10);
        assertThat(reports).hasSize(10).containsOnly(Thread.currentThread());
    }

    @Test
    void asManyThreadsWorkAsWereAskedFor() {
        CountDownLatch all = new CountDownLatch(4);
        Set<Thread> threads = ConcurrentHashMap.newKeySet();
        Parallel.run(
                4,
                4,
                i -> {
                    threads.add(Thread.currentThread());
                    all.countDown();
                    await(all);
                },
                () -> {});
        assertThat(threads).hasSize(4).contains(Thread.currentThread());
        threads.remove(Thread.currentThread());
        assertThat(threads).noneMatch(Thread::isAlive);
    }

    @Test
    void theFirstFailureEndsTheWorkAndIsThrownWhenAllThreadsAreDone() {
        for (int bad = 0; bad < 4; bad++) {
            int failing = bad;
            CountDownLatch begun = new CountDownLatch(2);
            AtomicInteger running = new AtomicInteger();
            AtomicInteger runs = new AtomicInteger();
            assertThatThrownBy(() -> Parallel.run(
                            1000,
                            2,
                            i -> {
                                running.incrementAndGet();
                                runs.incrementAndGet();
                                try {
                                    begun.countDown();
                                    await(begun);
                                    if (i == failing) {
                                        throw new CodecException("tile " + i);
                                    }
                                    pause();
                                } finally {
                                    running.decrementAndGet();
                                }
                            },
                            () -> {}))
                    .isInstanceOf(CodecException.class)
                    .hasMessage("tile " + failing);
            assertThat(running).hasValue(0);
            assertThat(runs.get()).isLessThan(100);
        }
    }

    @Test
    void whatTheReportThrowsEndsTheWork() {
        AtomicInteger runs = new AtomicInteger();
        assertThatThrownBy(() -> Parallel.run(
                        1000,
                        3,
                        i -> {
                            runs.incrementAndGet();
                            pause();
                        },
                        () -> {
                            throw new CancellationException("enough");
                        }))
                .isInstanceOf(CancellationException.class)
                .hasMessage("enough");
        assertThat(runs.get()).isLessThan(100);
    }

    @Test
    void errorsAreThrownAsTheyAre() {
        assertThatThrownBy(() -> Parallel.run(
                        2,
                        2,
                        i -> {
                            throw new OutOfMemoryError("none left");
                        },
                        () -> {}))
                .isInstanceOf(OutOfMemoryError.class);
    }

    @Test
    void anInterruptIsKeptForTheCaller() {
        AtomicInteger runs = new AtomicInteger();
        Thread.currentThread().interrupt();
        Parallel.run(8, 3, i -> runs.incrementAndGet(), () -> {});
        assertThat(Thread.interrupted()).isTrue();
        assertThat(runs).hasValue(8);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void pause() {
        try {
            Thread.sleep(2);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
