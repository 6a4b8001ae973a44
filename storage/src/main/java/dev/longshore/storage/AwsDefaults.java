package dev.longshore.storage;

import java.net.URI;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.profiles.ProfileFileSupplier;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.AwsProfileRegionProvider;
import software.amazon.awssdk.regions.providers.AwsRegionProviderChain;
import software.amazon.awssdk.regions.providers.SystemSettingsRegionProvider;

/** What clients of AWS services take where the settings leave it open; the same for all services. */
public final class AwsDefaults {

    private AwsDefaults() {}

    /**
     * Null leaves it to the SDK, which also asks the machine's metadata service; an endpoint of one's own needs none.
     *
     * @param said by the settings
     * @param endpoint null: that of AWS
     */
    public static @Nullable Region region(@Nullable String said, @Nullable URI endpoint) {
        if (said != null) {
            return Region.of(said);
        }
        return endpoint == null ? null : regionOfTheEnvironment();
    }

    /**
     * To be closed by the caller, if it can be.
     *
     * @param keys null: the SDK's chain, in which also a profile is read again once its file has changed
     */
    public static AwsCredentialsProvider credentials(@Nullable Credentials keys) {
        return keys == null
                ? DefaultCredentialsProvider.builder()
                        .profileFile(ProfileFileSupplier.defaultSupplier())
                        .build()
                : StaticCredentialsProvider.create(AwsBasicCredentials.create(keys.accessKey(), keys.secretKey()));
    }

    private static Region regionOfTheEnvironment() {
        try {
            return new AwsRegionProviderChain(new SystemSettingsRegionProvider(), new AwsProfileRegionProvider())
                    .getRegion();
        } catch (SdkClientException nothingSaid) {
            return Region.US_EAST_1;
        }
    }
}
