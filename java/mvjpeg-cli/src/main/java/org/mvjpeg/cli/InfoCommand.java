package org.mvjpeg.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

@Command(name = "info")
final class InfoCommand implements Callable<Integer> {
    @Override
    public Integer call() {
        return 0;
    }
}
