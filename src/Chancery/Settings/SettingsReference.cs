using System.Text;

namespace Chancery.Host.Settings;

/// <summary>Every key that this version reads, for the reference page. <c>*</c> stands for a name of the user's own, <c>[]</c> for an entry of a list.</summary>
internal static class SettingsReference
{
    public static IReadOnlyList<(string Key, string Value, string Default, string Text)> Keys { get; } =
    [
        ("hostname", "host name", "the machine's name", "says who we are in EHLO, Received and notices"),
        ("postmaster", "address", "postmaster@hostname", "gets notices about faults, and mail to `<postmaster>`"),
        ("listen.smtp[].address", "IP:PORT", "needed", "`localhost:PORT` and `:PORT` (every address) are understood too"),
        ("listen.smtp[].tls", "none, starttls, implicit", "starttls with a certificate, else none", ""),
        ("listen.smtp[].certificate", "file:PATH", "", "PEM with chain and private key, or PKCS#12 without a password"),
        ("listen.smtp[].certificate-key", "file:PATH", "", "PEM with the private key, where the certificate's file has none"),
        ("listen.smtp[].auth", "none", "none", "more comes with a later version"),
        ("listen.smtp[].trust", "any, internal", "any", "internal: our own servers, which may send outbound"),
        ("listen.smtp[].connector", "name", "", "names the peer for rules"),
        ("listen.smtp[].tenant", "auto or id", "auto", "whose mail comes in here"),
        ("listen.smtp[].smuggling", "reject, normalise", "reject", "what becomes of a bare CR or LF in the data"),
        ("listen.web.studio", "http URL", "http://localhost:8081", "pages and health probes; messages are shown on loopback addresses only"),
        ("listen.web.portal", "URL", "http://localhost:8080", "pages for recipients"),
        ("listen.web.public-url", "URL", "the portal's", "what links in mails say"),
        ("next-hops.*.host", "host", "", "either this or `mx`"),
        ("next-hops.*.port", "1 to 65535", "25", ""),
        ("next-hops.*.mx", "true, false", "false", "hand over to the mail exchangers of the recipients' domains"),
        ("next-hops.*.tls", "none, opportunistic, required, verified", "opportunistic", "the least that is accepted towards this hop"),
        ("next-hops.*.auth.user", "text", "", "SASL PLAIN; needs tls required or verified"),
        ("next-hops.*.auth.password", "env:NAME or file:PATH", "", ""),
        ("next-hops.*.final-for", "list of domains", "none", "domains whose own server this is: TLS to it counts as protection for them"),
        ("routes.inbound", "next hop", "default", ""),
        ("routes.outbound", "next hop", "default", ""),
        ("routes.internal", "next hop", "default", ""),
        ("storage.database", "sqlite:PATH", "sqlite:./data/chancery.db", ""),
        ("storage.blobs", "file:PATH", "file:./data/blobs", ""),
        ("secrets.provider", "file", "file", ""),
        ("secrets.path", "PATH", "./data/secrets", "the master key is made here at first start, readable by the owner only"),
        ("policy.source", "folder", "needed", ""),
        ("policy.revision", "main", "main", "a folder has no others"),
        ("policy.poll", "duration", "30s", "how often the folder is looked at for changes"),
        ("tenants.*.domains", "list of domains", "those of its policy", ""),
        ("tenants.*.next-hop", "next hop", "by the routes", "where mail for this tenant goes"),
        ("delivery.retry", "list of durations", "1m, 5m, 15m, 1h, 4h", "pauses between attempts; the last one repeats"),
        ("delivery.expire", "duration", "5d", "after this a mail counts as undeliverable"),
        ("delivery.delay-notice", "duration, never", "4h", "after this the sender is told, once, that a mail is late"),
        ("facts.wait", "duration", "5m", "how long a look-up that is down is waited for before its fact counts as unknown"),
        ("realise.wait", "duration", "5m", "how long a look-up of keys that is down is waited for before the next method is taken"),
        ("realise.max-age", "duration", "10m", "a copy that waits longer for its delivery is looked at again: if its keys are no longer the ones to use, it is made anew"),
        ("limits.message", "size", "200MB", ""),
        ("limits.recipients", "number", "1000", "per message"),
        ("limits.recipients-per-copy", "number", "100", ""),
        ("limits.mime-depth", "number", "100", ""),
        ("limits.parts", "number", "1000", ""),
        ("limits.header-bytes", "size", "256KB", ""),
        ("limits.archive-depth", "number", "5", ""),
        ("limits.archive-ratio", "number", "100", ""),
        ("limits.archive-bytes", "size", "1GB", ""),
        ("limits.received", "number", "50", "Received fields beyond which a message loops"),
        ("limits.eval-ms", "milliseconds", "2000", "of one evaluation of the policy"),
    ];

    public static string Markdown()
    {
        var page = new StringBuilder("""
            # Settings

            Made from the source. `chancery.yaml` holds these keys; `*` stands for a name of your own, `[]` for an entry of a list.
            Relative paths start from the folder of the file. Sizes: KB, MB, GB (powers of 1000), KiB, MiB, GiB (of 1024).
            Durations: ms, s, m, h, d, w. A variable overrides a key: `CHANCERY__NEXT_HOPS__DEFAULT__HOST`,
            `CHANCERY__LISTEN__SMTP__0__ADDRESS` (two underscores part the keys, one stands for a dash, lists count from 0).
            Unknown keys are errors. Other keys of the contract (`users`, `directories`, `sms`, `sinks`, `scanners`, `egress`,
            `telemetry`, `dns`) come with later versions: empty they are accepted, else refused.

            | key | value | default | |
            |---|---|---|---|

            """);
        foreach (var (key, value, preset, text) in Keys)
            page.Append($"| `{key}` | {value} | {preset} | {text} |\n");
        return page.ToString();
    }
}
