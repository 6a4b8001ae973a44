package dev.longshore.storage;

import java.util.List;

/** Some objects in the order of their keys; if there are more, they come after the last key of these. */
public record ListedPage(List<ListedObject> objects, boolean more) {

    public ListedPage {
        objects = List.copyOf(objects);
    }
}
