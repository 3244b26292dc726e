package org.mvjpeg.cli;

import java.io.FileNotFoundException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.ReadOnlyFileSystemException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;

/** Says in one line why something failed. */
final class Reasons {
    private Reasons() {}

    static String of(Throwable failure) {
        if ((failure instanceof ExecutionException || failure instanceof CompletionException)
                && failure.getCause() != null) {
            return of(failure.getCause());
        }
        if (failure instanceof FileFailure && failure.getMessage() != null) {
            return oneLine(failure.getMessage());
        }
        if (failure instanceof NoSuchFileException || failure instanceof FileNotFoundException) {
            return "no such file: " + oneLine(failure.getMessage());
        }
        if (failure instanceof AccessDeniedException denied) {
            return "permission denied: " + denied.getFile();
        }
        if (failure instanceof NotDirectoryException || failure instanceof FileAlreadyExistsException) {
            return "not a folder: " + failure.getMessage();
        }
        if (failure instanceof ReadOnlyFileSystemException) {
            return "the file system is read-only";
        }
        if (failure instanceof FileSystemException system && system.getReason() != null) {
            return oneLine(system.getReason()) + ": " + system.getFile();
        }
        if (failure instanceof OutOfMemoryError) {
            return "not enough memory (" + oneLine(failure.getMessage()) + "); allow more with MVJPEG_JAVA_OPTS=-Xmx8g";
        }
        if (failure.getMessage() == null) {
            return failure.getClass().getSimpleName();
        }
        return isUnexpected(failure)
                ? failure.getClass().getSimpleName() + ": " + oneLine(failure.getMessage())
                : oneLine(failure.getMessage());
    }

    /** A plain message of these says little without the name of the class. */
    private static boolean isUnexpected(Throwable failure) {
        return failure instanceof Error
                || failure instanceof IndexOutOfBoundsException
                || failure instanceof NullPointerException
                || failure instanceof ClassCastException
                || failure instanceof ArithmeticException;
    }

    private static String oneLine(String message) {
        return String.valueOf(message).strip().replaceAll("\\s*\\R\\s*", "; ");
    }
}
