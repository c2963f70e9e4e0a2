using static Chancery.Policy.Registry.ActionTables.Parameters;

namespace Chancery.Policy.Registry.Documents;

/// <summary>Kinds of sinks.</summary>
internal static class SinkParameters
{
    private static readonly Choices Methods = new(new Choice("post", "POST", "POST"), new Choice("put", "PUT", "PUT"));
    private static readonly Choices Formats = new(new Choice("cef", "Common Event Format", "Common Event Format"), new Choice("leef", "Log Event Extended Format", "Log Event Extended Format"), new Choice("rfc5424", "syslog as in RFC 5424", "Syslog nach RFC 5424"));
    private static readonly Choices Tls = new(new Choice("none", "without TLS", "ohne TLS"), new Choice("required", "TLS", "TLS"));

    private static readonly Choices Locks = new(
        new Choice("none", "objects can be deleted", "Objekte können gelöscht werden"), new Choice("governance", "only with a special right", "nur mit besonderem Recht"), new Choice("compliance", "by nobody before their time", "von niemandem vor der Zeit"));

    private static readonly ParameterDescriptor Auth = Secret("auth", "what it is accessed with", "womit darauf zugegriffen wird");

    public static IReadOnlyList<ParameterDescriptor> All { get; } =
    [
        Group("http", [Url("url", "address", "Adresse") with { Required = true }, Choice("method", Methods, "method", "Methode"), Auth, Duration("timeout", "how long an answer may take", "wie lange eine Antwort dauern darf")], "an HTTP service", "ein HTTP-Dienst"),
        Group("syslog",
        [
            Text("host", "host", "Rechner", required: true), new("port", ParameterType.Number) { Help = new("port", "Port") }, Choice("format", Formats, "format", "Format"), Choice("tls", Tls, "TLS", "TLS"),
        ], "a syslog server", "ein Syslog-Server"),
        Group("s3",
        [
            Text("bucket", "bucket", "Bucket", required: true), Url("endpoint", "address", "Adresse"), Text("region", "region", "Region"), Text("prefix", "beginning of names", "Anfang der Namen"), Choice("objectLock", Locks, "protection against deletion", "Schutz vor Löschen"), Auth,
        ], "an S3 bucket", "ein S3-Bucket"),
        Group("mail", [Texts("to", "addresses", "Adressen", required: true)], "a mailbox", "ein Postfach"),
    ];

    private static ParameterDescriptor Url(string name, string english, string german) => new(name, ParameterType.Url) { Help = new(english, german) };

    private static ParameterDescriptor Secret(string name, string english, string german) => new(name, ParameterType.Secret) { Help = new(english, german) };
}
