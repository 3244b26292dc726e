package org.mvjpeg.imageio.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SharedCodecTest {
    private final List<Codec> opened = new ArrayList<>();
    private final Shared<Codec> shared = new Shared<>(this::open);

    @Test
    void nothingOpensBeforeTheFirstUse() {
        assertThat(opened).isEmpty();
    }

    @Test
    void anUnregisteredProviderKeepsNothingOpen() {
        try (var lease = shared.borrow()) {
            assertThat(lease.codec().closed).isFalse();
        }
        assertThat(opened).singleElement().matches(codec -> codec.closed);
    }

    @Test
    void usersAtTheSameTimeShareOneCodecThatClosesWithTheLast() {
        try (var first = shared.borrow()) {
            try (var second = shared.borrow()) {
                assertThat(second.codec()).isSameAs(first.codec());
            }
            assertThat(first.codec().closed).isFalse();
        }
        assertThat(opened).singleElement().matches(codec -> codec.closed);
    }

    @Test
    void aRegisteredProviderReusesItsCodecUntilItIsDeregistered() {
        shared.keepOpen(true);
        shared.borrow().close();
        shared.borrow().close();
        assertThat(opened).singleElement().matches(codec -> !codec.closed);
        shared.keepOpen(false);
        assertThat(opened).singleElement().matches(codec -> codec.closed);
    }

    @Test
    void deregistrationWaitsForTheUserAndLaterUsesStillWork() {
        shared.keepOpen(true);
        try (var lease = shared.borrow()) {
            shared.keepOpen(false);
            assertThat(lease.codec().closed).isFalse();
        }
        assertThat(opened.get(0).closed).isTrue();
        shared.borrow().close();
        assertThat(opened).hasSize(2).allMatch(codec -> codec.closed);
    }

    @Test
    void aFailureToOpenLeavesNoUserBehind() {
        Shared<Codec> broken = new Shared<>(() -> {
            throw new IllegalStateException("no library");
        });
        assertThatThrownBy(broken::borrow).hasMessage("no library");
        broken.keepOpen(false);
    }

    private Codec open() {
        Codec codec = new Codec();
        opened.add(codec);
        return codec;
    }

    private static final class Codec implements AutoCloseable {
        private boolean closed;

        @Override
        public void close() {
            assertThat(closed).isFalse();
            closed = true;
        }
    }
}
