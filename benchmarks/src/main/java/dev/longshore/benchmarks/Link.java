package dev.longshore.benchmarks;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A network namespace behind a slow link; what runs in it reaches servers of this side through forwarders. */
final class Link implements AutoCloseable {

    private static final String NAME = "longshorelink";

    private final Path script;
    private final InetAddress outside;
    private final List<Forwarder> forwarders = new ArrayList<>();

    private Link(Path script, InetAddress outside) {
        this.script = script;
        this.outside = outside;
    }

    /** Makes the namespace, after removing what an earlier run may have left. Needs root. */
    static Link up(Path script, String rate) throws IOException, InterruptedException {
        run(script, "down", NAME);
        return new Link(script, InetAddress.getByName(run(script, "up", NAME, rate)));
    }

    /** What a command begins with that shall run behind the link. */
    List<String> inside() {
        return List.of("ip", "netns", "exec", NAME);
    }

    /** The same server as it is reached from behind the link: the loopback address in the text is replaced. */
    String reaching(String address, int port) throws IOException {
        Forwarder forwarder = Forwarder.start(outside, port);
        forwarders.add(forwarder);
        return address.replace("127.0.0.1:" + port, outside.getHostAddress() + ":" + forwarder.port());
    }

    /** In both directions so far, as the kernel counts, with the heads of packets. */
    long passedBytes() throws IOException {
        return counted("rx_bytes") + counted("tx_bytes");
    }

    private static long counted(String counter) throws IOException {
        Path file = Path.of("/sys/class/net", NAME, "statistics", counter);
        return Long.parseLong(Files.readString(file).strip());
    }

    @Override
    public void close() throws IOException {
        for (Forwarder forwarder : forwarders) {
            forwarder.close();
        }
        try {
            run(script, "down", NAME);
        } catch (InterruptedException end) {
            Thread.currentThread().interrupt();
            throw new IOException("The namespace " + NAME + " may be left: " + script + " down " + NAME, end);
        }
    }

    /** What it printed last, if it prints. */
    private static String run(Path script, String... arguments) throws IOException, InterruptedException {
        Path errors = Files.createTempFile("link", ".log");
        List<String> command = new ArrayList<>(List.of(script.toString()));
        command.addAll(List.of(arguments));
        try (Child child = Child.start(errors, Map.of(), command)) {
            String answer = arguments[0].equals("up") ? child.line() : "";
            if (child.exitCode() != 0) {
                throw new IOException(command + " failed: " + Files.readString(errors));
            }
            return answer;
        } finally {
            Files.delete(errors);
        }
    }
}
