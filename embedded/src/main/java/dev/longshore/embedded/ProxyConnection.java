package dev.longshore.embedded;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** One client's connection and the one to the server that belongs to it; requests pass one after the other. */
final class ProxyConnection implements Closeable {

    private static final int CONNECTS_WITHIN_MILLIS = 5_000;
    private static final int SILENT_AT_MOST_MILLIS = 300_000;

    private final Socket client;
    private final Socket server = new Socket();
    private final URI target;

    ProxyConnection(Socket client, URI target) {
        this.client = client;
        this.target = target;
    }

    /** Ends when one side does, or as its fault says; whatever ends it, both sides are closed. */
    void serve(Exchanges exchanges) throws IOException {
        try (client;
                server;
                InputStream fromClient = new BufferedInputStream(client.getInputStream());
                OutputStream toClient = new BufferedOutputStream(client.getOutputStream(), 4 * BodyCopy.STEP)) {
            client.setSoTimeout(SILENT_AT_MOST_MILLIS);
            client.setTcpNoDelay(true);
            boolean goesOn = true;
            while (goesOn) {
                HttpHead head = HttpHead.read(fromClient);
                goesOn = head != null && new Passage(head, exchanges.begin(head)).pass(fromClient, toClient);
            }
        }
    }

    @Override
    public void close() throws IOException {
        client.close();
        server.close();
    }

    private Socket connected() throws IOException {
        if (!server.isConnected()) {
            server.connect(Loopback.at(target.getPort()), CONNECTS_WITHIN_MILLIS);
            server.setSoTimeout(SILENT_AT_MOST_MILLIS);
            server.setTcpNoDelay(true);
        }
        return server;
    }

    /** One request on its way and back. */
    private final class Passage {

        private final HttpHead request;
        private final Exchanges.Running exchange;

        Passage(HttpHead request, Exchanges.Running exchange) {
            this.request = request;
            this.exchange = exchange;
        }

        boolean pass(InputStream fromClient, OutputStream toClient) throws IOException {
            if (exchange.fault() instanceof Fault.Refuse refusal) {
                say(refusal.status(), "", toClient);
                return false;
            }
            if (exchange.fault() instanceof Fault.Answer answer) {
                say(answer.status(), answer.body(), toClient);
                return false;
            }
            if (exchange.fault() instanceof Fault.Delay delay) {
                pause(delay.pause());
            }
            Socket open = connected();
            InputStream fromServer = open.getInputStream();
            OutputStream toServer = new BufferedOutputStream(open.getOutputStream());
            toServer.write(request.bytes());
            toServer.flush();
            HttpHead early = request.asksToContinue() ? interim(fromServer, toClient) : null;
            if (early != null) {
                sendBack(early, fromServer, toClient);
                return false;
            }
            boolean isWhole = sendBody(fromClient, toServer);
            return answer(fromServer, toClient) && isWhole;
        }

        /** What the server answers instead of asking for the body, null if it asks for it. */
        private @Nullable HttpHead interim(InputStream fromServer, OutputStream toClient) throws IOException {
            HttpHead head = required(HttpHead.read(fromServer));
            if (head.status() >= 200) {
                return head;
            }
            toClient.write(head.bytes());
            toClient.flush();
            return null;
        }

        private boolean sendBody(InputStream fromClient, OutputStream toServer) throws IOException {
            long cut = exchange.fault() instanceof Fault.CutRequest order ? order.afterBytes() : Long.MAX_VALUE;
            try {
                new BodyCopy(fromClient, toServer, exchange.bodyBytes(), cut).request(request);
                return true;
            } catch (BodyCopy.CutException | EOFException end) {
                throw end;
            } catch (IOException serverHungUp) {
                return false; // its answer may be there nevertheless
            }
        }

        private boolean answer(InputStream fromServer, OutputStream toClient) throws IOException {
            HttpHead head = required(HttpHead.read(fromServer));
            while (head.status() < 200) {
                head = required(HttpHead.read(fromServer));
            }
            return sendBack(head, fromServer, toClient);
        }

        private boolean sendBack(HttpHead head, InputStream fromServer, OutputStream toClient) throws IOException {
            exchange.status(head.status());
            if (exchange.fault() instanceof Fault.LoseAnswer loss) {
                loss.meanwhile().run();
                return false;
            }
            long cut = exchange.fault() instanceof Fault.CutAnswer order ? order.afterBytes() : Long.MAX_VALUE;
            toClient.write(head.bytes());
            boolean goesOn = new BodyCopy(fromServer, toClient, exchange.answerBytes(), cut)
                    .answer(head, exchange.request().method());
            exchange.answered(); // before the client can know, so that who has the answer finds it counted
            toClient.flush();
            return goesOn && !request.endsConnection();
        }

        private void say(int status, String body, OutputStream toClient) throws IOException {
            byte[] content = body.getBytes(StandardCharsets.UTF_8);
            String head = "HTTP/1.1 " + status + " Spoiled\r\nContent-Type: application/xml\r\nContent-Length: "
                    + content.length + "\r\nConnection: close\r\n\r\n";
            toClient.write(head.getBytes(StandardCharsets.US_ASCII));
            toClient.write(content);
            toClient.flush();
            client.shutdownOutput();
        }

        private static HttpHead required(@Nullable HttpHead head) throws EOFException {
            if (head == null) {
                throw new EOFException("the server hung up without an answer");
            }
            return head;
        }

        private static void pause(Duration time) throws IOException {
            try {
                Thread.sleep(time.toMillis());
            } catch (InterruptedException end) {
                Thread.currentThread().interrupt();
                throw new IOException(end);
            }
        }
    }
}
