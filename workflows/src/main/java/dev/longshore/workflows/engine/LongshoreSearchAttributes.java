package dev.longshore.workflows.engine;

import io.temporal.common.SearchAttributeKey;
import io.temporal.common.SearchAttributes;

/** By what runs can be found in the engine's own lists. Where they are not registered, jobs start without them. */
public final class LongshoreSearchAttributes {

    /** The room, for example {@code archive}. */
    public static final SearchAttributeKey<String> ROOM = SearchAttributeKey.forKeyword("LongshoreRoom");

    /** Where the files come from, for example {@code s3://source-images/trip/}. */
    public static final SearchAttributeKey<String> SOURCE = SearchAttributeKey.forKeyword("LongshoreSource");

    /** The engine refuses longer keywords; a source is for finding, so its beginning will do. */
    private static final int LONGEST = 200;

    private LongshoreSearchAttributes() {}

    public static SearchAttributes of(String room, String source) {
        String cut = source.length() > LONGEST ? source.substring(0, LONGEST) : source;
        return SearchAttributes.newBuilder().set(ROOM, room).set(SOURCE, cut).build();
    }
}
