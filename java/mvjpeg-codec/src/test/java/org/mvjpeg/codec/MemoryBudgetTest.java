package org.mvjpeg.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Native things are played by objects that count themselves. */
@Timeout(120)
class MemoryBudgetTest {
    private static final int MANY = 1000;
    private static final int CALLERS = 64;

    private final AtomicInteger trims = new AtomicInteger();
    private final AtomicLong alive = new AtomicLong();
    private final AtomicLong mostAlive = new AtomicLong();

    private final class Thing implements MemoryBudget.Reusable {
        private final long memory;
        private final AtomicBoolean closed = new AtomicBoolean();

        private Thing(long memory) {
            this.memory = memory;
            mostAlive.accumulateAndGet(alive.addAndGet(memory), Math::max);
        }

        @Override
        public long memory() {
            return memory;
        }

        @Override
        public void close() {
            assertThat(closed.getAndSet(true)).as("closed before").isFalse();
            alive.addAndGet(-memory);
        }
    }

    private Thing obtain(MemoryBudget.Reservation reserved, long size) {
        return reserved.obtain(Thing.class, idle -> idle.memory == size, size, () -> new Thing(size));
    }

    private void use(MemoryBudget.Account account, long size) {
        try (MemoryBudget.Reservation reserved = account.reserve(size)) {
            reserved.keep(obtain(reserved, size));
        }
    }

    private static void awaitWaiting(MemoryBudget budget, int count) throws InterruptedException {
        while (budget.waiting() != count) {
            Thread.sleep(1);
        }
    }

    private static Thread start(List<Throwable> failures, Runnable task) {
        Thread thread = new Thread(task);
        thread.setUncaughtExceptionHandler((t, failure) -> failures.add(failure));
        thread.start();
        return thread;
    }

    @Test
    void callersAreServedInTheOrderOfTheirArrivalWhateverTheirSize() throws Exception {
        MemoryBudget budget = new MemoryBudget(100, 100, MANY, 1000, trims::incrementAndGet);
        List<Throwable> failures = Collections.synchronizedList(new ArrayList<>());
        List<Integer> served = Collections.synchronizedList(new ArrayList<>());
        List<Thread> callers = new ArrayList<>();
        // No two neighbours fit beside each other, but every third would fit beside the first at once.
        try (MemoryBudget.Account account = budget.open()) {
            MemoryBudget.Reservation first = account.reserve(60);
            for (int i = 0; i < CALLERS; i++) {
                int number = i;
                long bytes = i == 0 ? 41 : i % 3 == 0 ? 10 : 95;
                callers.add(start(failures, () -> {
                    try (MemoryBudget.Reservation reserved = account.reserve(bytes)) {
                        served.add(number);
                    }
                }));
                awaitWaiting(budget, i + 1);
            }
            assertThat(served).isEmpty();
            first.close();
            for (Thread caller : callers) {
                caller.join();
            }
        }
        assertThat(failures).isEmpty();
        assertThat(served).isEqualTo(IntStream.range(0, CALLERS).boxed().toList());
    }

    @Test
    void manyCallersOnASmallCeilingAllFinishAndNoneStarves() throws Exception {
        long limit = 1000;
        int rounds = 100;
        MemoryBudget budget = new MemoryBudget(limit, limit / 2, MANY, 8, trims::incrementAndGet);
        List<Throwable> failures = Collections.synchronizedList(new ArrayList<>());
        int[] done = new int[CALLERS];
        AtomicInteger fewestWhenTheFirstWasThrough = new AtomicInteger(-1);
        AtomicInteger thrown = new AtomicInteger();
        CountDownLatch go = new CountDownLatch(1);
        List<Thread> callers = new ArrayList<>();
        try (MemoryBudget.Account one = budget.open();
                MemoryBudget.Account other = budget.open()) {
            for (int i = 0; i < CALLERS; i++) {
                int number = i;
                callers.add(start(failures, () -> {
                    Random random = new Random(number);
                    await(go);
                    for (int round = 0; round < rounds; round++) {
                        // Two things for each picture, as colour and alpha; every 16th picture exceeds half the
                        // ceiling.
                        long size = random.nextInt(16) == 0 ? 300 : 20 + random.nextInt(8) * 10;
                        try {
                            picture(number % 2 == 0 ? one : other, size, random);
                        } catch (CodecException e) {
                            thrown.incrementAndGet();
                        }
                        synchronized (done) {
                            done[number]++;
                            if (done[number] == rounds) {
                                fewestWhenTheFirstWasThrough.compareAndSet(
                                        -1, Arrays.stream(done).min().orElseThrow());
                            }
                        }
                    }
                }));
            }
            go.countDown();
            for (Thread caller : callers) {
                caller.join();
            }
            assertThat(failures).isEmpty();
            assertThat(done).containsOnly(rounds);
            assertThat(thrown).hasPositiveValue();
            assertThat(budget.held()).isEqualTo(budget.idleBytes()).isEqualTo(alive.get());
        }
        assertThat(fewestWhenTheFirstWasThrough.get()).isGreaterThanOrEqualTo(rounds * 3 / 4);
        assertThat(alive).hasValue(0);
        assertThat(budget.held()).isZero();
    }

    private void picture(MemoryBudget.Account account, long size, Random random) {
        try (MemoryBudget.Reservation reserved = account.reserve(2 * size)) {
            for (int plane = 0; plane < 2; plane++) {
                if (random.nextInt(50) == 0) {
                    reserved.obtain(Thing.class, idle -> false, size, () -> {
                        throw new CodecException("refused");
                    });
                }
                Thing thing = obtain(reserved, size);
                sleep();
                if (random.nextInt(50) == 0) {
                    reserved.discard(thing);
                    throw new CodecException("broken");
                }
                reserved.keep(thing);
            }
        }
    }

    private static void sleep() {
        try {
            TimeUnit.MICROSECONDS.sleep(200);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void whatIsAliveStaysBelowTheCeiling() {
        MemoryBudget budget = new MemoryBudget(1000, 1000, MANY, 8, trims::incrementAndGet);
        Random random = new Random(3);
        try (MemoryBudget.Account account = budget.open()) {
            for (int i = 0; i < 1000; i++) {
                use(account, 1 + random.nextInt(600));
            }
        }
        assertThat(mostAlive.get()).isBetween(900L, 1000L);
    }

    @Test
    void idleThingsOfAnotherEncoderMakeRoomToo() {
        MemoryBudget budget = new MemoryBudget(100, 100, MANY, 8, trims::incrementAndGet);
        try (MemoryBudget.Account one = budget.open();
                MemoryBudget.Account other = budget.open()) {
            use(one, 80);
            use(other, 70);
            assertThat(budget.held()).isEqualTo(70);
            use(one, 30);
            use(one, 20);
            assertThat(alive).hasValue(50);
        }
        assertThat(mostAlive).hasValue(100);
    }

    @Test
    void nothingIsLentToAnotherEncoder() {
        MemoryBudget budget = new MemoryBudget(100, 100, MANY, 8, trims::incrementAndGet);
        try (MemoryBudget.Account one = budget.open();
                MemoryBudget.Account other = budget.open()) {
            use(one, 10);
            use(other, 10);
            use(other, 10);
            assertThat(alive).hasValue(20);
        }
    }

    @Test
    void idleThingsStayBelowTheirOwnLimit() {
        MemoryBudget budget = new MemoryBudget(1000, 50, MANY, 8, trims::incrementAndGet);
        try (MemoryBudget.Account account = budget.open()) {
            use(account, 20);
            use(account, 25);
            assertThat(budget.idleBytes()).isEqualTo(45);
            use(account, 30);
            assertThat(budget.idleBytes()).isEqualTo(30);
            use(account, 51);
            assertThat(budget.idleBytes()).as("too large to be kept").isEqualTo(30);
            assertThat(alive).hasValue(30);
        }
    }

    @Test
    void idleThingsAreCountedToo() {
        MemoryBudget budget = new MemoryBudget(1000, 1000, 3, 8, trims::incrementAndGet);
        try (MemoryBudget.Account account = budget.open()) {
            for (long size = 1; size <= 5; size++) {
                use(account, size);
            }
            assertThat(alive).hasValue(3 + 4 + 5);
        }
    }

    @Test
    void anIdleThingThatIsLargerThanAskedForIsAccountedForAsItIs() {
        MemoryBudget budget = new MemoryBudget(100, 100, MANY, 8, trims::incrementAndGet);
        try (MemoryBudget.Account account = budget.open()) {
            use(account, 60);
            try (MemoryBudget.Reservation reserved = account.reserve(20)) {
                Thing larger = reserved.obtain(Thing.class, idle -> idle.memory >= 20, 20, () -> new Thing(20));
                assertThat(larger.memory).isEqualTo(60);
                assertThat(budget.held()).isEqualTo(60);
                assertThat(budget.idleBytes()).isZero();
                reserved.keep(larger);
            }
            assertThat(budget.held()).isEqualTo(60);
            use(account, 100);
            assertThat(mostAlive).hasValue(100);
        }
    }

    @Test
    void whatExceedsTheCeilingIsCodedAlone() throws Exception {
        MemoryBudget budget = new MemoryBudget(100, 100, MANY, 8, trims::incrementAndGet);
        List<Throwable> failures = Collections.synchronizedList(new ArrayList<>());
        CountDownLatch began = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        try (MemoryBudget.Account account = budget.open()) {
            use(account, 50);
            MemoryBudget.Reservation small = account.reserve(10);
            Thread large = start(failures, () -> {
                try (MemoryBudget.Reservation reserved = account.reserve(500)) {
                    Thing thing = obtain(reserved, 500);
                    began.countDown();
                    await(end);
                    reserved.keep(thing);
                }
            });
            awaitWaiting(budget, 1);
            assertThat(began.getCount()).isOne();
            small.close();
            await(began);
            assertThat(alive).as("idle things have gone").hasValue(500);
            Thread next = start(failures, () -> use(account, 10));
            awaitWaiting(budget, 1);
            end.countDown();
            large.join();
            next.join();
            assertThat(alive).hasValue(10);
        }
        assertThat(failures).isEmpty();
    }

    @Test
    void picturesAtATimeAreBounded() throws Exception {
        MemoryBudget budget = new MemoryBudget(100, 100, MANY, 2, trims::incrementAndGet);
        List<Throwable> failures = Collections.synchronizedList(new ArrayList<>());
        try (MemoryBudget.Account account = budget.open();
                MemoryBudget.Reservation one = account.reserve(1)) {
            MemoryBudget.Reservation two = account.reserve(1);
            Thread third = start(failures, () -> account.reserve(1).close());
            awaitWaiting(budget, 1);
            two.close();
            third.join();
        }
        assertThat(failures).isEmpty();
    }

    @Test
    void anInterruptNeitherEndsTheWaitNorGetsLost() throws Exception {
        MemoryBudget budget = new MemoryBudget(100, 100, MANY, 8, trims::incrementAndGet);
        List<Throwable> failures = Collections.synchronizedList(new ArrayList<>());
        AtomicBoolean interrupted = new AtomicBoolean();
        try (MemoryBudget.Account account = budget.open()) {
            MemoryBudget.Reservation all = account.reserve(100);
            Thread waiter = start(failures, () -> {
                try (MemoryBudget.Reservation reserved = account.reserve(1)) {
                    interrupted.set(Thread.currentThread().isInterrupted());
                }
            });
            awaitWaiting(budget, 1);
            waiter.interrupt();
            waiter.join(50);
            assertThat(budget.waiting()).isOne();
            all.close();
            waiter.join();
        }
        assertThat(interrupted).isTrue();
        assertThat(failures).isEmpty();
    }

    @Test
    void closingRefusesWhoWaitsAndLetsOthersPass() throws Exception {
        MemoryBudget budget = new MemoryBudget(100, 100, MANY, 8, trims::incrementAndGet);
        List<Throwable> refused = Collections.synchronizedList(new ArrayList<>());
        List<Throwable> failures = Collections.synchronizedList(new ArrayList<>());
        MemoryBudget.Account closing = budget.open();
        try (MemoryBudget.Account staying = budget.open()) {
            MemoryBudget.Reservation some = staying.reserve(60);
            Thread refusedWaiter = start(refused, () -> closing.reserve(50).close());
            awaitWaiting(budget, 1);
            Thread behind = start(failures, () -> staying.reserve(40).close());
            awaitWaiting(budget, 2);
            closing.close();
            refusedWaiter.join();
            behind.join();
            some.close();
            assertThat(refused)
                    .singleElement()
                    .isInstanceOf(IllegalStateException.class)
                    .extracting(Throwable::getMessage)
                    .isEqualTo("the encoder is closed");
            assertThat(failures).isEmpty();
            assertThat(budget.waiting()).isZero();
            use(staying, 100);
        }
    }

    @Test
    void closeFreesWhatIsIdleNowAndWhatIsInUseWhenItComesBack() {
        MemoryBudget budget = new MemoryBudget(100, 100, MANY, 8, trims::incrementAndGet);
        MemoryBudget.Account account = budget.open();
        use(account, 10);
        try (MemoryBudget.Reservation reserved = account.reserve(20)) {
            Thing thing = obtain(reserved, 20);
            account.close();
            assertThat(alive).hasValue(20);
            reserved.keep(thing);
        }
        assertThat(alive).hasValue(0);
        assertThat(budget.held()).isZero();
        assertThatIllegalStateException().isThrownBy(() -> account.reserve(1)).withMessage("the encoder is closed");
    }

    @Test
    void theAllocatorIsTrimmedForEvery128MegabytesThatWereFreed() {
        long quarter = 32L << 20;
        MemoryBudget budget = new MemoryBudget(quarter, quarter, MANY, 8, trims::incrementAndGet);
        try (MemoryBudget.Account account = budget.open()) {
            for (int i = 0; i < 10; i++) {
                use(account, quarter - i);
            }
            assertThat(trims).hasValue(1);
        }
        assertThat(trims).hasValue(2);
    }

    @Test
    void aThingThatDoesNotOpenIsForgotten() {
        MemoryBudget budget = new MemoryBudget(100, 100, MANY, 8, trims::incrementAndGet);
        try (MemoryBudget.Account account = budget.open()) {
            assertThatThrownBy(() -> {
                        try (MemoryBudget.Reservation reserved = account.reserve(30)) {
                            reserved.obtain(Thing.class, idle -> true, 30, () -> {
                                throw new CodecException("out of memory");
                            });
                        }
                    })
                    .hasMessage("out of memory");
            assertThat(budget.held()).isZero();
            use(account, 100);
        }
    }
}
