package org.mvjpeg.evaluation.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mvjpeg.codec.EncoderOptions;
import org.mvjpeg.codec.PictureMetadata;
import org.mvjpeg.codec.Profile;
import org.mvjpeg.codec.Speed;
import org.mvjpeg.evaluation.data.LabelledPicture;
import org.mvjpeg.evaluation.data.PictureReader;
import org.mvjpeg.sets.QualityMeasure;
import org.mvjpeg.sets.SetListener;
import org.mvjpeg.sets.SetOptions;
import org.mvjpeg.sets.SetPicture;
import org.mvjpeg.sets.SetPlan;
import org.mvjpeg.sets.SetRateControl;
import org.mvjpeg.sets.UniformPlan;

class NetworkDivergenceTest {
    @TempDir
    Path folder;

    private record FilePicture(LabelledPicture file) implements SetPicture {
        @Override
        public String name() {
            return file.name();
        }

        @Override
        public String key() {
            return file.name();
        }

        @Override
        public Content read() throws IOException {
            return new Content(PictureReader.read(java.nio.file.Files.readAllBytes(file.file())), PictureMetadata.NONE);
        }
    }

    @Test
    void itIsTheNegatedDivergenceThatEvaluationsMeasure() throws IOException {
        BufferedImage original = PictureReader.read(java.nio.file.Files.readAllBytes(
                Fixture.pictures(folder, 1).get(0).file()));
        BufferedImage darker = new BufferedImage(48, 40, BufferedImage.TYPE_3BYTE_BGR);
        for (NamedNetwork network : List.of(Fixture.classifier(folder, "means", 1), Fixture.detector(folder))) {
            NetworkDivergence measure = new NetworkDivergence(network);
            assertThat(measure.key()).contains(network.key());
            try (Observer observer = Observer.load(network);
                    QualityMeasure.Judge judge = measure.open()) {
                observer.original(original);
                judge.original(original);
                assertThat(judge.quality(original)).isZero();
                double kl = observer.coded(darker).kl();
                assertThat(kl).isPositive();
                assertThat(judge.quality(darker)).isEqualTo(-kl);
                assertThat(measure.shown(-kl)).isEqualTo(kl);
            }
        }
    }

    @Test
    void aSetIsAllottedByIt() throws IOException, InterruptedException {
        List<SetPicture> pictures = new ArrayList<>();
        Fixture.pictures(folder, 6).forEach(picture -> pictures.add(new FilePicture(picture)));
        EncoderOptions encoder =
                EncoderOptions.builder().profile(Profile.OFF).speed(Speed.FAST).build();
        SetOptions options =
                new SetOptions(4, encoder, new NetworkDivergence(Fixture.classifier(folder, "means", 1)), 2);
        try (SetRateControl control = new SetRateControl(options, SetListener.NONE)) {
            SetPlan plan = control.plan(pictures);
            // More bytes do not always bring this network nearer: what gains nothing is not spent.
            assertThat(plan.left()).isBetween(0.0, 0.2);
            UniformPlan uniform = control.uniform(plan);
            assertThat(plan.meanQuality()).isBetween(uniform.meanQuality(), 0.0);
        }
    }
}
