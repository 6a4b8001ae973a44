package dev.longshore.activities.sync;

import static dev.longshore.activities.sync.SyncScene.bytes;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.ledger.sync.SurveyKind;
import java.util.Map;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Names whose last characters made room for a number; on MinIO, which takes names of any length that files have. */
@Timeout(180)
@ExtendWith(MinioScenes.class)
class LostEndsTest {

    @ParameterizedTest
    @CsvSource({"in, x, .txt", "out, x, .txt", "in, 📷, .text12", "out, 📷, .text12"})
    void whatWasMovedIsAsItShouldBeUnderSuchAName(String flow, String character, String extension, SyncScene scene) {
        SyncTaker taker = scene.taker();
        int room = SafePaths.LONGEST_NAME - extension.length();
        int each = character.getBytes(UTF_8).length;
        String path = "d/" + character.repeat(room / each) + extension;
        scene.write(flow + "/" + path, bytes(500, 1));
        scene.put(flow + "/" + path, bytes(5, 9));
        scene.play(taker, flow);

        Map<String, String> said = new Surveyor(scene, taker).survey(flow, SurveyKind.CHECK);

        String shortened = "d/" + character.repeat((room - "-1".length()) / each) + "-1" + extension;
        assertThat(said).isEqualTo(Map.of(path, "-", shortened, "="));
    }
}
