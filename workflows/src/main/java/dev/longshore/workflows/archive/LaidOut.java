package dev.longshore.workflows.archive;

import org.jspecify.annotations.Nullable;

/**
 * What the plan comes to.
 *
 * @param bodies how many parts lie wholly within one entry
 * @param seams how many hold headers and no directory
 * @param pageSize how many parts one step builds
 * @param result as JSON, of a job that ends here because it was only to be planned; else null
 */
public record LaidOut(
        int parts,
        int bodies,
        int seams,
        int pageSize,
        @Nullable String result) {

    public LaidOut withResult(String json) {
        return new LaidOut(parts, bodies, seams, pageSize, json);
    }
}
