using Chancery.Policy.Registry.ActionTables;
using static Chancery.Policy.Registry.ActionTables.Parameters;

namespace Chancery.Policy.Registry.Documents;

/// <summary>One section of a Profiles document: named entries, each with these parameters.</summary>
internal sealed record ProfileSectionDescriptor(string Name, IReadOnlyList<ParameterDescriptor> Parameters, string English, string German);

/// <summary>All sections with what may stand in their entries (language, 1.6).</summary>
internal static class ProfileSections
{
    private static readonly Choices Ciphers = new(
        new Choice("aes-256-cbc", "AES-256, CBC", "AES-256, CBC"), new Choice("aes-256-gcm", "AES-256, GCM", "AES-256, GCM"),
        new Choice("aes-128-cbc", "AES-128, CBC", "AES-128, CBC"), new Choice("aes-128-gcm", "AES-128, GCM", "AES-128, GCM"));

    private static readonly Choices Hashes = new(new Choice("sha-256", "SHA-256", "SHA-256"), new Choice("sha-384", "SHA-384", "SHA-384"), new Choice("sha-512", "SHA-512", "SHA-512"));
    private static readonly Choices Schemes = new(new Choice("pkcs1", "RSA PKCS #1 v1.5", "RSA PKCS #1 v1.5"), new Choice("pss", "RSA-PSS", "RSA-PSS"));
    private static readonly Choices Transports = new(new Choice("rsa-pkcs1", "RSA PKCS #1 v1.5", "RSA PKCS #1 v1.5"), new Choice("rsa-oaep", "RSA-OAEP", "RSA-OAEP"));

    private static readonly Choices Aeads = new(
        new Choice("none", "none, for old programs", "keines, für alte Programme"), new Choice("ocb", "OCB", "OCB"), new Choice("eax", "EAX", "EAX"), new Choice("gcm", "GCM", "GCM"));

    private static readonly Choices BlockCiphers = new(new Choice("aes-256", "AES-256", "AES-256"), new Choice("aes-128", "AES-128", "AES-128"));
    private static readonly Choices Containers = new(new Choice("aes-256", "AES-256 (PDF 2.0)", "AES-256 (PDF 2.0)"));
    private static readonly Choices Objects = new(new Choice("per-object-key", "every file has a key of its own", "jede Datei hat einen eigenen Schlüssel"));

    private static readonly Choices Forms = new(
        new Choice("plain", "before encryption", "vor der Verschlüsselung"), new Choice("sent", "as it was sent", "wie gesendet"), new Choice("both", "both", "beides"));

    private static readonly IReadOnlyList<ParameterDescriptor> Smime =
    [
        Choice("content", Ciphers, "encryption of the content", "Verschlüsselung des Inhalts"),
        Group("sign", [Choice("hash", Hashes, "hash", "Hashverfahren"), Choice("scheme", Schemes, "padding of RSA", "Padding bei RSA")], "signatures", "Signaturen"),
        Choice("keyTransport", Transports, "encryption of the key", "Verschlüsselung des Schlüssels"),
        Flag("headerProtection", "header fields inside the protected part (RFC 9788)", "Kopffelder im geschützten Teil (RFC 9788)"),
        Flag("tripleWrap", "what was signed and encrypted is signed once more (RFC 2634)", "Signiertes und Verschlüsseltes wird noch einmal signiert (RFC 2634)"),
    ];

    private static readonly IReadOnlyList<ParameterDescriptor> Pgp =
    [
        Choice("aead", Aeads, "authenticated encryption", "authentisierte Verschlüsselung"), Choice("cipher", BlockCiphers, "cipher", "Verschlüsselung"),
        Group("sign", [Choice("hash", Hashes, "hash", "Hashverfahren")], "signatures", "Signaturen"),
        Flag("headerProtection", "header fields inside the protected part (RFC 9788)", "Kopffelder im geschützten Teil (RFC 9788)"),
    ];

    public static IReadOnlyList<ProfileSectionDescriptor> All { get; } =
    [
        new("crypto", [Group("smime", Smime, "S/MIME", "S/MIME"), Group("pgp", Pgp, "OpenPGP", "OpenPGP")], "algorithms", "Verfahren"),
        new("pdf",
        [
            Choice("encryption", Containers, "cipher of the container", "Verschlüsselung des Containers", "aes-256"),
            Group("password", ContainerParameters.Password, "how the recipient learns the password", "wie der Empfänger das Kennwort erfährt"), ContainerParameters.ReturnChannel with { Default = "none" },
        ], "PDF containers", "PDF-Container"),
        new("portals",
        [
            Choice("twoFactor", CommonParameters.TwoFactor, "second factor", "zweiter Faktor", "none"),
            Flag("reply", "the recipient can answer", "der Empfänger kann antworten") with { Default = "true" }, Flag("download", "the recipient can download", "der Empfänger kann herunterladen") with { Default = "true" },
            Duration("retention", "kept so long", "so lange aufbewahrt", "90d"), Other("case", ParameterType.Any, ContainerParameters.Case, "what belongs together", "was zusammengehört"),
        ], "portals", "Portale"),
        new("spaces",
        [
            Text("region", "where the files lie", "wo die Dateien liegen"), Other("quota", ParameterType.Size, null, "how much fits", "wie viel hineinpasst"),
            Choice("encryption", Objects, "how files are encrypted", "wie Dateien verschlüsselt werden", "per-object-key"),
        ], "stores of linked files", "Ablagen für verlinkte Dateien"),
        new("archives",
        [
            Name("sink", "Profiles: sinks", "where it lies", "wo es liegt"), Duration("retention", "kept so long", "so lange aufbewahrt"), Choice("form", Forms, "in which form", "in welcher Form", "plain"),
        ], "archives", "Archive"),
        new("sinks", SinkParameters.All, "systems that get something; exactly one kind each, secrets only as `secretRef(name)`", "Systeme, die etwas bekommen; je genau eine Art, Geheimnisse nur als `secretRef(name)`"),
    ];
}
