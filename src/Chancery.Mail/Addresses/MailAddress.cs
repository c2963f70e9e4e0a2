using System.Diagnostics.CodeAnalysis;

namespace Chancery.Mail.Addresses;

/// <summary>
/// A mailbox by the grammar of RFC 5321 section 4.1.2 and RFC 6531 section 3.3: the one address type for envelope, header, policy and keys.
/// Equal where <see cref="Normalised"/> is equal.
/// </summary>
public sealed class MailAddress : IEquatable<MailAddress>
{
    /// <summary>Octets of a local part in UTF-8 (RFC 5321 section 4.5.3.1.1).</summary>
    public const int MaxLocalOctets = 64;

    /// <summary>Octets of a domain as A-labels (RFC 5321 section 4.5.3.1.2).</summary>
    public const int MaxDomainOctets = 255;

    private MailAddress(string localPart, string domain, string text)
    {
        LocalPart = localPart;
        Domain = domain;
        Text = text;
    }

    /// <summary>Without quotes and quoted pairs, in the case it was written in.</summary>
    public string LocalPart { get; }

    /// <summary>Lower case, as A-labels; an address literal keeps its brackets.</summary>
    public string Domain { get; }

    /// <summary>As it was written.</summary>
    public string Text { get; }

    public bool IsLiteral => Domain[0] == '[';

    /// <summary>The local part needs SMTPUTF8 (RFC 6531); the domain never does.</summary>
    public bool NeedsSmtpUtf8 => !System.Text.Ascii.IsValid(LocalPart);

    /// <summary>For comparison: lower case, the local part quoted only where it has to be, the domain as A-labels.</summary>
    public string Normalised => Quote(LocalPart.ToLowerInvariant()) + "@" + Domain;

    /// <summary>For the wire: the local part in its own case, the domain as A-labels.</summary>
    public string Wire => Quote(LocalPart) + "@" + Domain;

    /// <summary>Reads <c>local@domain</c> without angle brackets, display name, comment or source route.</summary>
    /// <param name="text">False for null, the empty path, CR, LF, NUL and every other control.</param>
    public static bool TryParse([NotNullWhen(true)] string? text, [NotNullWhen(true)] out MailAddress? address)
    {
        address = null;
        if (text is null || text.Length > 1000) return false;
        var at = text.LastIndexOf('@');
        if (at < 1 || at == text.Length - 1) return false;
        if (!LocalPartSyntax.TryRead(text.AsSpan(0, at), out var local)) return false;
        if (!DomainName.TryNormalise(text[(at + 1)..], out var domain)) return false;
        address = new MailAddress(local, domain, text);
        return true;
    }

    /// <summary>The normal form of what is an address, else the text in lower case: for comparing what others wrote.</summary>
    public static string NormaliseOrLower(string text) =>
        TryParse(text, out var address) ? address.Normalised : text.Trim().ToLowerInvariant();

    public bool Equals(MailAddress? other) => other is not null && string.Equals(Normalised, other.Normalised, StringComparison.Ordinal);

    public override bool Equals(object? obj) => Equals(obj as MailAddress);

    public override int GetHashCode() => Normalised.GetHashCode(StringComparison.Ordinal);

    public override string ToString() => Wire;

    private static string Quote(string local) => LocalPartSyntax.IsDotString(local) ? local : LocalPartSyntax.Quoted(local);
}
