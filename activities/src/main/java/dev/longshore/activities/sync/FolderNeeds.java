package dev.longshore.activities.sync;

import static dev.longshore.workflows.failure.FailureType.UNAVAILABLE;

import dev.longshore.ledger.sync.Direction;
import dev.longshore.storage.files.HardLinks;
import java.io.IOException;

/** Tries before a flow begins whether its folder can do what its files need. */
final class FolderNeeds {

    private final HardLinks links;

    FolderNeeds(HardLinks links) {
        this.links = links;
    }

    /** Throws a failure that says what is missing, and that the flow waits until it is there. */
    void require(Flow flow) {
        try {
            if (flow.direction() == Direction.DOWN && !links.areIn(flow.folder())) {
                throw UNAVAILABLE.because("folder " + flow.folder() + " of flow " + flow.name()
                        + " is on a file system without hard links (FAT, exFAT, some network and FUSE mounts), where a"
                        + " download could take its name from another file: set longshore.sync.flows[].folder to one on"
                        + " ext4, XFS, Btrfs, ZFS or NFS");
            }
        } catch (IOException failed) {
            throw UNAVAILABLE.because("folder " + flow.folder() + ": " + failed, failed);
        }
    }
}
