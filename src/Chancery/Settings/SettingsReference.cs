using System.Globalization;
using System.Text;
using Chancery.Engine.Settings;

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
        ("listen.smtp[].protocol", "smtp, lmtp, submission", "smtp", "submission: for people's mail programs, who have to log in"),
        ("listen.smtp[].auth", "none, optional, required", "required for submission, else none", "SASL PLAIN and LOGIN, under TLS only; users from `users` or `directories`"),
        ("listen.smtp[].login-senders", "envelope, both, any", "envelope", "what of a logged-in user's mail must be an address of his: the envelope sender, or From and Sender too"),
        ("listen.smtp[].trust", "any, internal", "any", "internal: our own servers, which may send outbound"),
        ("listen.smtp[].connector", "name", "", "names the peer for rules"),
        ("listen.smtp[].networks", "list of networks", "any", "who comes from elsewhere is a stranger here: no trust, no connector"),
        ("listen.smtp[].client-certificate.authority", "file:PATH", "", "PEM with the roots a client's certificate must chain to; who shows none is a stranger; `client-certificate: file:PATH` says the same"),
        ("listen.smtp[].client-certificate.name", "DNS name", "any", "that the certificate must bear"),
        ("listen.smtp[].client-certificate.fingerprint", "SHA-256, hex", "any", "of the one certificate that counts"),
        ("listen.smtp[].secret-header.name", "header", "", "mail without this field is a stranger's; the field is taken out"),
        ("listen.smtp[].secret-header.value", "env:NAME or file:PATH", "", "at least 16 characters"),
        ("listen.smtp[].owner-header.name", "header", "", "mail without this field is a stranger's; needs `networks` or `client-certificate` of the service that sets it"),
        ("listen.smtp[].owner-header.value", "text", "", "for example your tenant's id at that service"),
        ("listen.smtp[].proxy-protocol", "list of networks", "none", "who may speak for other clients, by PROXY (v1, v2) or XCLIENT"),
        ("listen.smtp[].verify-recipients", "none, next-hop, directory", "none", "who is asked at RCPT whether a recipient of our domains exists"),
        ("listen.smtp[].unverified", "accept, defer", "accept", "what becomes of a recipient nobody can be asked about now"),
        ("listen.smtp[].tenant", "auto or id", "auto", "whose mail comes in here"),
        ("listen.smtp[].smuggling", "reject, normalise", "reject", "what becomes of a bare CR or LF in the data"),
        ("listen.web.studio", "http URL", "http://localhost:8081", "pages and health probes; messages are shown on loopback addresses only"),
        ("listen.web.portal", "URL", "http://localhost:8080", "pages for recipients"),
        ("listen.web.public-url", "URL", "the portal's", "what links in mails say"),
        ("next-hops.*.host", "host, or list of hosts", "", "either this or `mx`; further hosts are tried where the first cannot be talked to; `host:port` where the port differs"),
        ("next-hops.*.port", "1 to 65535", "25", ""),
        ("next-hops.*.mx", "true, false", "false", "hand over to the mail exchangers of the recipients' domains"),
        ("next-hops.*.tls", "none, opportunistic, required, verified", "opportunistic", "the least that is accepted towards this hop"),
        ("next-hops.*.connections", "1 to 1000", "10", "open at the same time to each of its hosts"),
        ("next-hops.*.auth.user", "text", "", "SASL PLAIN or LOGIN; needs tls required or verified"),
        ("next-hops.*.auth.password", "env:NAME or file:PATH", "", ""),
        ("next-hops.*.final-for", "list of domains", "none", "domains whose own server this is: TLS to it counts as protection for them"),
        ("routes.inbound", "next hop", "default", ""),
        ("routes.outbound", "next hop", "default", ""),
        ("routes.internal", "next hop", "default", ""),
        ("storage.database", "sqlite:PATH or postgres:KEYWORDS", "sqlite:./data/chancery.db", "`postgres:Host=db;Database=chancery;Username=chancery;Password=env:DB_PASSWORD`, see the how-to"),
        ("routes.domains.*", "next hop", "by the direction", "for mail to this domain, whatever its direction; `*.partner.example` is for all below it"),
        ("storage.blobs", "file:PATH", "file:./data/blobs", ""),
        ("storage.node", "name", "the machine's name with PostgreSQL", "tells apart the machines that share a database; stays the same over a restart"),
        ("secrets.provider", "file", "file", ""),
        ("secrets.path", "PATH", "./data/secrets", "the master key is made here at first start, readable by the owner only"),
        ("policy.source", "folder", "needed", ""),
        ("policy.revision", "main", "main", "a folder has no others"),
        ("policy.poll", "duration", "30s", "how often the folder is looked at for changes"),
        ("tenants.*.domains", "list of domains", "those of its policy", ""),
        ("tenants.*.next-hop", "next hop", "by the routes", "where mail for this tenant goes"),
        ("users.*.password", "hash, env:NAME or file:PATH", "needed", "`$pbkdf2-sha512$ROUNDS$SALT$HASH`; the key above is the login name"),
        ("users.*.tenant", "auto or id", "auto", "whose user this is"),
        ("users.*.senders", "list of addresses and @domains", "the login name", "what the user may send as"),
        ("directories.*.ldap", "URL, or list of URLs", "needed", "`ldaps://…`; `ldap://…` uses StartTLS, except on a loopback address; further servers are asked where the first cannot be"),
        ("directories.*.authority", "file:PATH", "the system's", "PEM with the roots of its certificate"),
        ("directories.*.base", "DN", "needed", "people are looked for below it"),
        ("directories.*.bind", "DN", "anonymous", "who looks"),
        ("directories.*.password", "env:NAME or file:PATH", "", ""),
        ("directories.*.login-attributes", "list of attributes", "uid, mail", "hold the name people log in with"),
        ("directories.*.address-attributes", "list of attributes", "mail", "hold what people may send as and receive at; `smtp:` before a value is passed over"),
        ("directories.*.attributes.department", "list of attributes", "department, departmentNumber", "for `sender.department` and `recipient.department`"),
        ("directories.*.attributes.site", "list of attributes", "physicalDeliveryOfficeName, l", "for `sender.site` and `recipient.site`"),
        ("directories.*.attributes.kind", "attribute", "msExchRecipientTypeDetails", "for `recipient.kind`: tells shared mailboxes (`4`, `shared`) and machines (`16`, `32`, `system`) from people; groups are lists"),
        ("directories.*.refresh", "duration", "15m", "how old what is known of people may get before it is asked for anew"),
        ("directories.*.max-age", "duration", "24h", "older than this, it is unknown"),
        ("directories.*.page-size", "1 to 100000", "500", "entries that are asked for at a time (RFC 2696)"),
        ("directories.*.tenant", "auto or id", "auto", "whose people they are; with several tenants a directory without one knows nobody's groups"),
        ("directories.*.timeout", "duration", "5s", "for a whole question; where an answer comes in pages, for each of them"),
        ("triggers.keys.*.secret", "env:NAME or file:PATH", "", "either this, at least 32 characters, for tokens signed by HS256"),
        ("triggers.keys.*.public-key", "file:PATH", "", "or this: PEM with a public key on P-256 (ES256) or Ed25519 (EdDSA)"),
        ("triggers.keys.*.tenant", "auto or id", "auto", "whose mail it speaks for; with several tenants a key without one speaks for nobody's"),
        ("triggers.keys.*.connector", "name", "any trusted session", "the peer that tokens of this key must come from"),
        ("triggers.keys.*.most-life", "duration", "1h", "a token that is good for longer is refused"),
        ("tenants.*.dkim[].domain", "domain", "needed", "mail the tenant sends with a From address of this domain, or one below it, is signed; each entry adds a signature"),
        ("tenants.*.dkim[].selector", "name", "needed", "the key is published at `selector._domainkey.domain`"),
        ("tenants.*.dkim[].key", "file:PATH", "needed", "private key in PEM without a password: RSA of at least 2048 bits, or Ed25519"),
        ("tenants.*.dkim[].headers", "list of field names", "those of RFC 6376 5.4.1", "what is signed of the header; `From` always is"),
        ("tenants.*.arc.domain", "domain", "needed", "mail from outside that was changed here is sealed in this name (RFC 8617)"),
        ("tenants.*.arc.selector", "name", "needed", ""),
        ("tenants.*.arc.key", "file:PATH", "needed", "as for DKIM"),
        ("dns.servers", "list of IP or IP:PORT", "those of the system", "asked for MX, TLSA and TXT, and for addresses of mail exchangers"),
        ("dns.validating", "true, false", "true if all servers are on this machine", "the servers validate by DNSSEC and are reached over a safe way: needed for DANE"),
        ("scanners.clamd", "unix:PATH or tcp:HOST:PORT", "not asked", "socket of clamd, for `verdict.malware`; without a port: 3310"),
        ("scanners.icap", "icap:// URL", "not asked", "a scanner behind ICAP (RFC 3507): `icap://127.0.0.1:1344/avscan`"),
        ("scanners.icap-method", "respmod, reqmod", "respmod", "how the service takes mails"),
        ("scanners.limit", "size", "100MB", "larger mails are not scanned: their verdict is unknown; clamd has a limit of its own (StreamMaxLength)"),
        ("scanners.timeout", "duration", "60s", "for one mail and scanner"),
        ("upstream.*.authserv-id", "name", "", "the key above is a connector: `Authentication-Results` under this name count in mail that comes by it"),
        ("upstream.*.malware.header", "header", "", "field in which that server says what its scanner found"),
        ("upstream.*.malware.clean", "list of words", "none", "beginnings of a value that says clean"),
        ("upstream.*.malware.infected", "list of words", "needed", "beginnings of a value that says infected"),
        ("upstream.*.malware.suspicious", "list of words", "none", ""),
        ("upstream.*.spam-header", "header", "", "field with its spam score, for `verdict.spam`: X-Spam-Score, X-Spam-Status, X-MS-Exchange-Organization-SCL"),
        ("classifiers.*.url", "http or https URL", "needed", "asked by POST with JSON; the key above is the model that rules name; see `egress.allow` for addresses of your own"),
        ("classifiers.*.token", "env:NAME or file:PATH", "", "sent as `Authorization: Bearer`"),
        ("classifiers.*.timeout", "duration", "10s", ""),
        ("classifiers.*.text", "0 to 1000000", "64000", "characters of the text that are sent at most"),
        ("egress.allow", "list of networks", "none", "where outgoing HTTP may go beyond public addresses on the ports 80 and 443: `10.1.0.0/16`, `10.1.2.3:8443`"),
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
        ("limits.deliveries", "number", Whole(new Limits().Deliveries), "copies on their way at the same time; takes effect at the next start"),
        ("limits.deliveries-per-hop", "number", Whole(new Limits().DeliveriesPerHop), "of these, as many as one next hop may take"),
        ("limits.crashes", "number", "3", "as often may the process end while working on the same mail; then it is set aside"),
        ("limits.backlog", "number", "1000000", "undecided messages, and copies that wait, beyond which nothing new is taken (452)"),
        ("limits.free-disk", "size", "1GB", "space that stays free, and never less than one and a half messages of the largest size; below it nothing new is taken (452)"),
        ("limits.eval-ms", "milliseconds", "2000", "of one evaluation of the policy"),
        ("limits.sessions", "number", "2000", "at a time; slow clients may not keep theirs when more than four fifths are taken"),
        ("limits.client-sessions", "number", "100", "at a time, of one address without trust; 0: no limit, as below"),
        ("limits.client-messages", "number", "1000", "per minute, of one address without trust"),
        ("limits.client-recipients", "number", "5000", "per minute, of one address without trust"),
        ("limits.tenant-sessions", "number", "0", "messages of one tenant being received at a time"),
        ("limits.tenant-messages", "number", "0", "per minute, of one tenant"),
        ("limits.exempt", "list of networks", "127.0.0.0/8, ::1", "clients that the limits of one address do not touch"),
    ];

    public static string Markdown()
    {
        var page = new StringBuilder("""
            # Settings

            Made from the source. `chancery.yaml` holds these keys; `*` stands for a name of your own, `[]` for an entry of a list.
            Relative paths start from the folder of the file. Sizes: KB, MB, GB (powers of 1000), KiB, MiB, GiB (of 1024).
            Durations: ms, s, m, h, d, w. A variable overrides a key: `CHANCERY__NEXT_HOPS__DEFAULT__HOST`,
            `CHANCERY__LISTEN__SMTP__0__ADDRESS` (two underscores part the keys, one stands for a dash, lists count from 0).
            Unknown keys are errors. Other keys of the contract (`sms`, `sinks`, `telemetry`) come with
            later versions: empty they are accepted, else refused.

            | key | value | default | |
            |---|---|---|---|

            """);
        foreach (var (key, value, preset, text) in Keys)
            page.Append($"| `{key}` | {value} | {preset} | {text} |\n");
        return page.ToString();
    }

    private static string Whole(int number) => number.ToString(CultureInfo.InvariantCulture);
}
