package org.mvjpeg.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {
    private static final byte[] BYTES = {1, 2, 3};

    @TempDir
    Path folder;

    @Test
    void aFileIsReplacedAndNothingElseIsLeft() throws IOException {
        Path file = Files.write(folder.resolve("a.heic"), new byte[] {9, 9, 9, 9, 9});
        AtomicFile.write(file, BYTES);
        assertThat(file).hasBinaryContent(BYTES);
        assertThat(Drawings.filesIn(folder)).containsExactly("a.heic");
    }

    @Test
    void missingFoldersAreMade() throws IOException {
        AtomicFile.write(folder.resolve("b/c/a.heic"), BYTES);
        assertThat(folder.resolve("b/c/a.heic")).hasBinaryContent(BYTES);
    }

    @Test
    void aLinkStaysALinkAndItsTargetIsWritten() throws IOException {
        Path target = Files.createFile(folder.resolve("target.heic"));
        Path link = Files.createSymbolicLink(folder.resolve("link.heic"), target);
        AtomicFile.write(link, BYTES);
        assertThat(link).isSymbolicLink();
        assertThat(target).hasBinaryContent(BYTES);
    }

    @Test
    void theLongestNameIsWrittenAndALongerOneIsRefused() throws IOException {
        AtomicFile.write(folder.resolve("a".repeat(255)), BYTES);
        assertThat(folder.resolve("a".repeat(255))).hasBinaryContent(BYTES);
        Path longer = folder.resolve("a".repeat(256));
        assertThatThrownBy(() -> AtomicFile.write(longer, BYTES))
                .hasMessage("cannot write the output " + longer + ": File name too long: " + folder);
        assertThat(Drawings.filesIn(folder)).containsExactly("a".repeat(255));
    }

    @Test
    void whatIsNotAFileIsRefused() throws IOException {
        Path occupied = Files.createDirectory(folder.resolve("a.heic"));
        assertThatThrownBy(() -> AtomicFile.write(occupied, BYTES)).hasMessageContaining("not a regular file");
        assertThat(Drawings.filesIn(folder)).isEmpty();
    }

    @Test
    void permissionsAreThoseOfAnyNewFile() throws IOException {
        Path usual = Files.createFile(folder.resolve("usual"));
        AtomicFile.write(folder.resolve("a.heic"), BYTES);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("a.heic"))))
                .isEqualTo(PosixFilePermissions.toString(Files.getPosixFilePermissions(usual)));
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aFolderThatTakesNoFilesIsNamed() {
        assertThatThrownBy(() -> AtomicFile.write(Path.of("/proc/a.heic"), BYTES))
                .hasMessage("cannot write the output /proc/a.heic: the folder takes no files: /proc");
    }
}
