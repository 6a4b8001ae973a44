package dev.longshore.activities.sync;

import static dev.longshore.activities.sync.SyncScene.bytes;

import dev.longshore.activities.sync.BreakingMover.When;
import dev.longshore.embedded.Fault;
import dev.longshore.workflows.control.Run;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** A look through all of a source may take longer than a worker lives. */
@Timeout(180)
@ExtendWith(SyncScenes.class)
class KnownFirstTest {

    private SyncScene scene;

    @BeforeEach
    void enter(SyncScene own) {
        scene = own;
    }

    @Test
    void aNewWorkerMovesWhatIsKnownBeforeItLooksForMore() {
        SceneFlow down = new SceneFlow(scene, "in");
        scene.put("in/a.txt", bytes(1000, 1));
        down.cancel(down.breakOff(When.BEFORE_COPY));
        SyncTaker next = scene.taker();
        Run flow = scene.start(next, "in");
        scene.spoil(request -> request.query().containsKey("list-type"), new Fault.Refuse(503));

        Run pass = scene.pass(next, flow);

        scene.mend();
        scene.move(next, pass);
        down.assertIsDown("a.txt", bytes(1000, 1));
    }
}
