package org.mvjpeg.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class ContextPoolTest {
    private static final int MANY = 1000;
    private static final Runnable TRIM = () -> {};
    private static final long PLENTY = 1L << 40;

    private final AtomicInteger opened = new AtomicInteger();
    private final ContextPool pool = new ContextPool(settings -> {
        opened.incrementAndGet();
        return new X265Encoder(settings);
    });

    private static X265Settings settings(int qp) {
        return new X265Settings(32, 32, 8, qp, X265Settings.Tuning.MACHINE, Speed.FAST, 1, Map.of());
    }

    private <T> T with(MemoryBudget.Account memory, X265Settings settings, Function<X265Encoder, T> task) {
        try (MemoryBudget.Reservation reserved = memory.reserve(settings.memory())) {
            return pool.with(reserved, settings, task);
        }
    }

    private X265Encoder any(MemoryBudget.Account memory, X265Settings settings) {
        return with(memory, settings, context -> context);
    }

    @Test
    void equalSettingsShareAContext() {
        try (MemoryBudget.Account memory = new MemoryBudget(PLENTY, PLENTY, MANY, 8, TRIM).open()) {
            X265Encoder first = any(memory, settings(30));
            assertThat(any(memory, settings(30))).isSameAs(first);
            assertThat(any(memory, settings(31))).isNotSameAs(first);
            assertThat(opened).hasValue(2);
        }
    }

    @Test
    void twoUsersAtATimeHaveTwoContexts() {
        try (MemoryBudget.Account memory = new MemoryBudget(PLENTY, PLENTY, MANY, 8, TRIM).open()) {
            X265Settings settings = settings(30);
            with(memory, settings, first -> {
                assertThat(any(memory, settings)).isNotSameAs(first);
                return first;
            });
            assertThat(opened).hasValue(2);
        }
    }

    @Test
    void theLongestIdleContextMakesRoom() {
        long one = settings(1).memory();
        MemoryBudget budget = new MemoryBudget(2 * one, 2 * one, MANY, 8, TRIM);
        try (MemoryBudget.Account memory = budget.open()) {
            X265Encoder a = any(memory, settings(1));
            any(memory, settings(2));
            any(memory, settings(1));
            any(memory, settings(3));
            assertThat(budget.held()).isEqualTo(2 * one);
            assertThat(any(memory, settings(1))).isSameAs(a);
            assertThat(opened).hasValue(3);
        }
        assertThat(budget.held()).isZero();
    }

    @Test
    void aContextThatFailedIsNotLentAgain() {
        MemoryBudget budget = new MemoryBudget(PLENTY, PLENTY, MANY, 8, TRIM);
        try (MemoryBudget.Account memory = budget.open()) {
            assertThatThrownBy(() -> with(memory, settings(1), context -> {
                        throw new CodecException("broken");
                    }))
                    .hasMessage("broken");
            assertThat(budget.held()).isZero();
        }
    }

    @Test
    void settingsThatX265RefusesLeaveNothingBehind() {
        MemoryBudget budget = new MemoryBudget(PLENTY, PLENTY, MANY, 1, TRIM);
        try (MemoryBudget.Account memory = budget.open()) {
            X265Settings bad =
                    new X265Settings(32, 32, 8, 30, X265Settings.Tuning.MACHINE, Speed.FAST, 1, Map.of("ctu", "7"));
            for (int i = 0; i < 3; i++) {
                assertThatThrownBy(() -> any(memory, bad))
                        .isInstanceOf(CodecException.class)
                        .hasMessageContaining("ctu=7");
            }
            assertThat(budget.held()).isZero();
            any(memory, settings(1));
        }
    }

    @Test
    void aContextForOnePictureIsNotKept() {
        MemoryBudget budget = new MemoryBudget(PLENTY, PLENTY, MANY, 8, TRIM);
        try (MemoryBudget.Account memory = budget.open()) {
            any(memory, expert("nr-intra", "100"));
            assertThat(budget.held()).isZero();
            any(memory, expert("rd", "3"));
            assertThat(budget.held()).isPositive();
        }
    }

    private static X265Settings expert(String name, String value) {
        return new X265Settings(32, 32, 8, 30, X265Settings.Tuning.MACHINE, Speed.FAST, 1, Map.of(name, value));
    }
}
