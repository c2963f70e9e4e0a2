using System.Globalization;
using System.Text;
using Chancery.Mail.Headers;

namespace Chancery.Mail.Dkim;

/// <summary>Who signs (RFC 6376 section 3.5).</summary>
/// <param name="Domain">The tag <c>d=</c>; A-labels, lower case.</param>
/// <param name="Selector">The tag <c>s=</c>.</param>
public sealed record DkimIdentity(string Domain, string Selector, DkimKey Key)
{
    /// <summary>Fields to be signed, where the message has them. <c>From</c> always is, and once more than it is there, so that none can be put before it.</summary>
    public IReadOnlyList<string> Fields { get; init; } = Defaults;

    /// <summary>Those of RFC 6376 section 5.4.1 that no server on the way has reason to change.</summary>
    public static IReadOnlyList<string> Defaults { get; } =
    [
        "From", "Reply-To", "Subject", "Date", "To", "Cc", "Message-ID", "In-Reply-To", "References", "MIME-Version", "Content-Type",
        "Content-Transfer-Encoding", "Content-ID", "Content-Description", "Resent-Date", "Resent-From", "Resent-Sender", "Resent-To", "Resent-Cc",
        "Resent-Message-ID", "List-Id", "List-Help", "List-Unsubscribe", "List-Unsubscribe-Post", "List-Subscribe", "List-Post", "List-Owner", "List-Archive",
    ];
}

/// <summary>Makes <c>DKIM-Signature</c> fields, relaxed/relaxed, over the exact octets that leave.</summary>
public static class DkimSigner
{
    /// <summary>Fields for which one more than there are is signed as well: an added one breaks the signature.</summary>
    private static readonly string[] Oversigned = ["From", "Subject", "Date", "To", "Cc", "Reply-To", "Message-ID", "Content-Type"];

    /// <param name="bodyHash">Of the body in relaxed form.</param>
    /// <returns>The field with its line end.</returns>
    public static string FieldFor(DkimIdentity identity, RawHeaderBlock header, byte[] bodyHash, DateTimeOffset at)
    {
        var names = NamesFor(identity, header);
        var head = $"DKIM-Signature: v=1; a={identity.Key.Algorithm}; c=relaxed/relaxed; d={identity.Domain};\r\n"
            + string.Create(CultureInfo.InvariantCulture, $"\ts={identity.Selector}; t={at.ToUnixTimeSeconds()};\r\n")
            + "\th=" + Folded(names) + ";\r\n"
            + $"\tbh={Convert.ToBase64String(bodyHash)};\r\n\tb=";
        var signature = identity.Key.Sign(SignedData.Of(header, names, head, Canonical.Relaxed));
        return head + SignedData.FoldedBase64(signature) + "\r\n";
    }

    private static List<string> NamesFor(DkimIdentity identity, RawHeaderBlock header)
    {
        var wanted = identity.Fields.Contains("From", StringComparer.OrdinalIgnoreCase) ? identity.Fields : ["From", .. identity.Fields];
        var names = new List<string>();
        foreach (var name in wanted.Distinct(StringComparer.OrdinalIgnoreCase))
        {
            var more = Oversigned.Contains(name, StringComparer.OrdinalIgnoreCase) ? 1 : 0;
            names.AddRange(Enumerable.Repeat(name, header.Named(name).Count() + more));
        }

        return names;
    }

    private static string Folded(List<string> names)
    {
        var (text, line) = (new StringBuilder(), 0);
        foreach (var (i, name) in names.Index())
        {
            if (line > 0 && line + name.Length > 66)
            {
                text.Append("\r\n\t ");
                line = 0;
            }

            text.Append(name).Append(i == names.Count - 1 ? "" : ":");
            line += name.Length + 1;
        }

        return text.ToString();
    }
}
