package dev.longshore.starters.cli;

import picocli.CommandLine.Parameters;

/** The job that a verb is about. */
public final class JobParameter {

    @Parameters(paramLabel = "ID", description = "The job's id, such as archive:0198f2c4-….")
    private String id = "";

    /** The id, checked before it becomes part of an address. */
    public String id() {
        if (!id.matches("[a-z]+:[A-Za-z0-9._:-]{1,200}")) {
            throw CommandFailure.refused(
                    "'" + id + "' is not the id of a job", "ids look like archive:0198f2c4-…; see longshore job list");
        }
        return id;
    }

    String path() {
        return "/api/jobs/" + id();
    }
}
