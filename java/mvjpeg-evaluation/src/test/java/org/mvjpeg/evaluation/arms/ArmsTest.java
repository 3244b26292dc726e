package org.mvjpeg.evaluation.arms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.mvjpeg.codec.EncoderOptions;
import org.mvjpeg.codec.Profile;
import org.mvjpeg.codec.Speed;

class ArmsTest {
    @AfterEach
    void clear() {
        System.clearProperty("mvjpeg.speed");
    }

    @Test
    void anUnknownArmIsAnsweredWithTheKnownOnes() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Arms.of("h264"))
                .withMessage("'h264' is not an arm; known are "
                        + "paper, x265, network, settings, machine, detection, human, gauss, mask, jpeg, jpeg+network");
    }

    @Test
    void networkAloneDiffersFromItsAnchorInTheNetworkOnly() {
        EncoderOptions anchor = Arms.of("x265").options().orElseThrow();
        EncoderOptions network = Arms.of("network").options().orElseThrow();
        assertThat(network.toBuilder().profile(Profile.OFF).build()).isEqualTo(anchor);
        EncoderOptions settings = Arms.of("settings").options().orElseThrow();
        EncoderOptions machine = Arms.of("machine").options().orElseThrow();
        assertThat(machine.toBuilder().profile(Profile.OFF).build()).isEqualTo(settings);
        assertThat(machine.x265Options()).isEmpty();
    }

    @Test
    void usersDescribeArms() {
        Arm arm = Arms.parse("psy5=machine,speed=best,psy-rd=5,filter=gauss");
        assertThat(arm.name()).isEqualTo("psy5");
        assertThat(arm.filter()).isEqualTo(PictureFilter.GAUSS);
        EncoderOptions options = arm.options().orElseThrow();
        assertThat(options.profile()).isEqualTo(Profile.MACHINE);
        assertThat(options.speed()).isEqualTo(Speed.BEST);
        assertThat(options.x265Options()).isEqualTo(Map.of("psy-rd", "5"));
    }

    @Test
    void usersPutTheNetworkBeforeJpeg() {
        Arm arm = Arms.parse("jd=detection,coder=jpeg");
        assertThat(arm.byQp()).isFalse();
        assertThat(arm.hasNetwork()).isTrue();
        assertThat(arm.settings()).isEqualTo("jpeg of the JDK after profile=detection filter=none");
        assertThat(Arms.of("jpeg").settings()).isEqualTo("jpeg of the JDK filter=none");
        assertThat(Arms.of("jpeg").hasNetwork()).isFalse();
    }

    @Test
    void wrongDescriptionsAreExplained() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Arms.parse("machine"))
                .withMessageContaining("NAME=PROFILE");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Arms.parse("a=robot"))
                .withMessage("'robot' is not one of [machine, detection, human, off]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Arms.parse("paper=off"))
                .withMessageContaining("exists already");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Arms.parse("a=off,psy-rb=1"))
                .withMessageContaining("unknown x265 option psy-rb");
        assertThatIllegalArgumentException().isThrownBy(() -> Arms.parse("a b=off"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Arms.parse("a=off,psy-rd"))
                .withMessageContaining("is not OPTION=VALUE");
    }

    @Test
    void settingsTellArmsApartAndDoNotDependOnTheOrderOfOptions() {
        assertThat(Arms.all().stream().map(Arm::settings)).doesNotHaveDuplicates();
        assertThat(Arms.parse("a=off,psy-rd=1,aq-mode=2").settings())
                .isEqualTo(Arms.parse("a=off,aq-mode=2,psy-rd=1").settings());
    }
}
