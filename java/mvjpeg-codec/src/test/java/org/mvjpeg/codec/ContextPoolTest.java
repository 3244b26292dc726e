package org.mvjpeg.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ContextPoolTest {
    private static final long PLENTY = 1L << 40;

    private final AtomicInteger opened = new AtomicInteger();

    private static X265Settings settings(int qp) {
        return new X265Settings(32, 32, qp, X265Settings.Tuning.MACHINE, Speed.FAST, 1, Map.of());
    }

    private ContextPool pool(int maxOpen, long maxIdleBytes) {
        return new ContextPool(maxOpen, maxIdleBytes, settings -> {
            opened.incrementAndGet();
            return new X265Encoder(settings);
        });
    }

    @Test
    void equalSettingsShareAContext() {
        try (ContextPool pool = pool(4, PLENTY)) {
            X265Encoder first = pool.with(settings(30), context -> context);
            assertThat(pool.<X265Encoder>with(settings(30), context -> context)).isSameAs(first);
            assertThat(pool.<X265Encoder>with(settings(31), context -> context)).isNotSameAs(first);
            assertThat(opened).hasValue(2);
        }
    }

    @Test
    void theLongestIdleContextGoesWhenTheMaximumIsReached() {
        try (ContextPool pool = pool(2, PLENTY)) {
            X265Encoder a = pool.with(settings(1), context -> context);
            pool.with(settings(2), context -> context);
            pool.with(settings(1), context -> context);
            pool.with(settings(3), context -> context);
            assertThat(pool.open()).isEqualTo(2);
            assertThat(pool.<X265Encoder>with(settings(1), context -> context)).isSameAs(a);
            assertThat(opened).hasValue(3);
        }
    }

    @Test
    void idleBytesAreBounded() {
        long one = settings(1).memory();
        try (ContextPool pool = pool(10, 2 * one)) {
            for (int qp = 0; qp < 5; qp++) {
                pool.with(settings(qp), context -> context);
            }
            assertThat(pool.open()).isEqualTo(2);
        }
        try (ContextPool none = pool(10, one - 1)) {
            none.with(settings(1), context -> context);
            assertThat(none.open()).isZero();
        }
    }

    @Test
    void aContextThatFailedIsNotLentAgain() {
        try (ContextPool pool = pool(4, PLENTY)) {
            assertThatThrownBy(() -> pool.with(settings(1), context -> {
                        throw new CodecException("broken");
                    }))
                    .hasMessage("broken");
            assertThat(pool.open()).isZero();
        }
    }

    @Test
    void settingsThatX265RefusesLeaveNothingOpen() {
        try (ContextPool pool = pool(1, PLENTY)) {
            X265Settings bad =
                    new X265Settings(32, 32, 30, X265Settings.Tuning.MACHINE, Speed.FAST, 1, Map.of("ctu", "7"));
            for (int i = 0; i < 3; i++) {
                assertThatThrownBy(() -> pool.with(bad, context -> context))
                        .isInstanceOf(CodecException.class)
                        .hasMessageContaining("ctu=7");
            }
            assertThat(pool.open()).isZero();
            pool.with(settings(1), context -> context);
        }
    }

    @Test
    void neverMoreThanTheMaximumAreOpen() throws Exception {
        AtomicInteger most = new AtomicInteger();
        AtomicInteger now = new AtomicInteger();
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try (ContextPool pool = pool(3, PLENTY)) {
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                int qp = i % 5;
                all.add(threads.submit(() -> pool.with(settings(qp), context -> {
                    most.accumulateAndGet(now.incrementAndGet(), Math::max);
                    assertThat(pool.open()).isLessThanOrEqualTo(3);
                    context.encode();
                    now.decrementAndGet();
                    return context;
                })));
            }
            for (Future<?> one : all) {
                one.get();
            }
        } finally {
            threads.shutdown();
        }
        assertThat(most.get()).isBetween(1, 3);
    }

    @Test
    void closeFreesAllAndRefusesMore() {
        ContextPool pool = pool(4, PLENTY);
        pool.with(settings(1), context -> {
            pool.with(settings(2), other -> other);
            pool.close();
            assertThat(pool.open()).isEqualTo(1);
            return context;
        });
        assertThat(pool.open()).isZero();
        assertThatIllegalStateException().isThrownBy(() -> pool.with(settings(1), context -> context));
    }
}
