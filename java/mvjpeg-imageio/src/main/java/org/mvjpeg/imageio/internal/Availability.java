package org.mvjpeg.imageio.internal;

import java.lang.System.Logger.Level;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.imageio.spi.ServiceRegistry;

/** Tests at registration whether the native libraries load, so that no provider is offered that would fail later. */
public final class Availability {
    /** One line for both providers: they fail for the same reason. */
    private static final AtomicBoolean LOGGED = new AtomicBoolean();

    private Availability() {}

    /**
     * Withdraws a provider if its probe fails.
     *
     * @param probe loads the native libraries
     * @return whether the provider stays registered
     */
    public static boolean check(Object provider, ServiceRegistry registry, Runnable probe) {
        try {
            probe.run();
            return true;
        } catch (RuntimeException | LinkageError e) {
            if (LOGGED.compareAndSet(false, true)) {
                System.getLogger("org.mvjpeg.imageio")
                        .log(Level.WARNING, "mvjpeg withdraws from ImageIO, {0}", reason(e));
            }
            registry.deregisterServiceProvider(provider);
            return false;
        }
    }

    private static String reason(Throwable failure) {
        String message = failure.getMessage();
        if (failure instanceof IllegalArgumentException) {
            return "a setting is wrong: " + message;
        }
        return "its native libraries do not load: "
                + (failure instanceof LinkageError || message == null ? failure.toString() : message);
    }
}
