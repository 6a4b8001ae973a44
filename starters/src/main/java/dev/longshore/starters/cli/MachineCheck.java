package dev.longshore.starters.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the machine brings: Java, Maven, room on the disk. */
record MachineCheck(Surroundings surroundings, DataFolder data) {

    private static final long SCARCE = 5L << 30;
    private static final long TOO_LITTLE = 1L << 30;

    Finding java() {
        int feature = Runtime.version().feature();
        String what = "Java " + new ProductVersion().java();
        if (feature < 17) {
            return Finding.fail("java", what + " is too old", "install a JDK 17 or newer and set JAVA_HOME to it");
        }
        return canCompile()
                ? Finding.ok("java", what)
                : Finding.warn(
                        "java",
                        what + " cannot compile",
                        "what is built runs; to build, install a JDK 17 or newer and set JAVA_HOME to it");
    }

    private static boolean canCompile() {
        return Programs.isProgram(Path.of(System.getProperty("java.home"), "bin", "javac"));
    }

    /** As the launcher finds it: in {@code MAVEN_HOME} where that is set, else on the PATH. */
    Finding maven() {
        Optional<Path> named = surroundings.setting("MAVEN_HOME").map(home -> Path.of(home, "bin", "mvn"));
        if (named.isPresent() && !Programs.isProgram(named.get())) {
            return Finding.warn("maven", "there is no " + named.get(), "set MAVEN_HOME to a Maven 3.8.7 or newer");
        }
        Optional<Path> maven = named.or(() -> new Programs(surroundings).find("mvn"));
        if (maven.isEmpty()) {
            return Finding.warn(
                    "maven",
                    "there is no mvn on the PATH",
                    "what is built runs; to build, install Maven 3.8.7 or newer");
        }
        String answer = Programs.answer(maven.get(), "-v").orElse("");
        Matcher matcher = Pattern.compile("Apache Maven (\\d{1,4})\\.(\\d{1,4})\\.(\\d{1,4})")
                .matcher(answer);
        if (!matcher.find()) {
            return Finding.warn("maven", maven.get() + " does not say its version", "try " + maven.get() + " -v");
        }
        return isNewEnough(matcher)
                ? Finding.ok("maven", matcher.group() + " (" + maven.get() + ")")
                : Finding.warn("maven", matcher.group() + " is too old", "to build, install Maven 3.8.7 or newer");
    }

    Finding disk() {
        Path folder = data.path();
        Path there = folder;
        while (there.getParent() != null && !Files.exists(there)) {
            there = there.getParent();
        }
        if (!Files.isDirectory(there) || !Files.isWritable(there)) {
            return Finding.fail(
                    "disk", folder + " cannot be written", "name another folder with --data or LONGSHORE_DATA");
        }
        try {
            return room(folder, Files.getFileStore(there).getUsableSpace());
        } catch (IOException e) {
            return Finding.warn("disk", "cannot say how much room " + folder + " has", "look at " + e.getMessage());
        }
    }

    private static Finding room(Path folder, long free) {
        String what = Figures.size(free) + " free for " + folder;
        if (free < TOO_LITTLE) {
            return Finding.fail("disk", what, "make room, or name another folder with --data or LONGSHORE_DATA");
        }
        return free < SCARCE
                ? Finding.warn("disk", what, "enough to begin with; large files need their size again")
                : Finding.ok("disk", what);
    }

    private static boolean isNewEnough(Matcher version) {
        int major = Integer.parseInt(version.group(1));
        int minor = Integer.parseInt(version.group(2));
        int patch = Integer.parseInt(version.group(3));
        return major > 3 || (major == 3 && (minor > 8 || (minor == 8 && patch >= 7)));
    }
}
