namespace Chancery.Policy.Registry.ActionTables;

/// <summary>Methods of protection, strongest first.</summary>
internal static class Methods
{
    public static readonly Choices All = new(
        new Choice("smime", "S/MIME to the recipient's certificate", "S/MIME mit dem Zertifikat des Empfängers"),
        new Choice("pgp", "OpenPGP to the recipient's key", "OpenPGP mit dem Schlüssel des Empfängers"),
        new Choice("pdf", "an encrypted PDF container", "ein verschlüsselter PDF-Container"),
        new Choice("portal", "put into the portal, the recipient gets a notice", "im Portal abgelegt, der Empfänger wird benachrichtigt"),
        new Choice("tls-verified", "TLS to the recipient's own server, with a verified certificate", "TLS zum Server des Empfängers mit geprüftem Zertifikat"),
        new Choice("tls", "TLS to the recipient's own server, any certificate", "TLS zum Server des Empfängers, jedes Zertifikat"),
        new Choice("plain", "no demand; TLS if offered. Always possible, so it stands last", "keine Forderung; TLS, wenn angeboten. Immer möglich, steht also zuletzt"));
}
