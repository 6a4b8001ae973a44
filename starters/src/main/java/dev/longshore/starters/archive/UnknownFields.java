package dev.longshore.starters.archive;

import static dev.longshore.starters.problem.RefusedException.badRequest;

/** What becomes of a field that an order does not have. */
interface UnknownFields {

    /** As REST has it: nothing unknown. */
    UnknownFields REFUSED = (name, place, known) -> {
        throw badRequest("Unknown field " + name + place + "; known here: " + known + ".");
    };

    UnknownFields IGNORED = (name, place, known) -> {};

    /**
     * Is told of one, and may refuse it.
     *
     * @param place empty for the order itself, else such as {@code  in files[3]}
     */
    void found(String name, String place, String known);
}
