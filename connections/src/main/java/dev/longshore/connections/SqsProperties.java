package dev.longshore.connections;

import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Where the message queues are.
 *
 * @param endpoint null for AWS itself; also by {@code AWS_ENDPOINT_URL_SQS} and {@code AWS_ENDPOINT_URL}
 * @param region null for what the AWS SDK finds ({@code AWS_REGION}, profile, instance)
 * @param accessKey with the secret key; null for the chain of the AWS SDK ({@code AWS_ACCESS_KEY_ID}, profile, role)
 */
@ConfigurationProperties("longshore.sqs")
public record SqsProperties(
        @Nullable URI endpoint,
        @Nullable String region,
        @Nullable Secret accessKey,
        @Nullable Secret secretKey) {

    public SqsProperties {
        if (endpoint != null && !isUrl(endpoint)) {
            throw new WrongSettingException("longshore.sqs.endpoint", endpoint, "a URL such as http://127.0.0.1:9324");
        }
        if ((accessKey == null) != (secretKey == null)) {
            throw new WrongSettingException(
                    "longshore.sqs.access-key and longshore.sqs.secret-key are set together or not at all");
        }
    }

    private static boolean isUrl(URI value) {
        return ("http".equals(value.getScheme()) || "https".equals(value.getScheme())) && value.getHost() != null;
    }
}
