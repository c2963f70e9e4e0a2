using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Chancery.Engine.Receive;

namespace Chancery.Smtp.Server.Verbs;

/// <summary>Parameters of MAIL that we offer: SIZE (RFC 1870) and BODY (RFC 6152).</summary>
/// <param name="Size">Octets the client means to send.</param>
internal sealed record MailParameters(long? Size, bool EightBit)
{
    private static readonly SmtpReply BadSize = SmtpReply.Permanent(501, "5.4", "SIZE takes a number of octets");
    private static readonly SmtpReply BadBody = SmtpReply.Permanent(501, "5.4", "BODY takes 7BIT or 8BITMIME");
    private static readonly SmtpReply Twice = SmtpReply.Permanent(501, "5.4", "Parameter given twice");
    private static readonly SmtpReply Unknown = SmtpReply.Permanent(555, "5.4", "Parameter not offered");

    public static bool TryRead(string text, [NotNullWhen(true)] out MailParameters? result, [NotNullWhen(false)] out SmtpReply? refusal)
    {
        result = new MailParameters(null, false);
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var parameter in text.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries))
        {
            var (keyword, value) = Split(parameter);
            refusal = seen.Add(keyword) ? result.Add(keyword, value, out result) : Twice;
            if (refusal is not null)
                return false;
        }

        refusal = null;
        return true;
    }

    private SmtpReply? Add(string keyword, string value, out MailParameters result)
    {
        result = this;
        switch (keyword.ToUpperInvariant())
        {
            case "SIZE" when long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var size):
                result = this with { Size = size };
                return null;
            case "SIZE":
                return BadSize;
            case "BODY" when value.Equals("8BITMIME", StringComparison.OrdinalIgnoreCase):
                result = this with { EightBit = true };
                return null;
            case "BODY":
                return value.Equals("7BIT", StringComparison.OrdinalIgnoreCase) ? null : BadBody;
            default:
                return Unknown;
        }
    }

    private static (string Keyword, string Value) Split(string parameter)
    {
        var equals = parameter.IndexOf('=', StringComparison.Ordinal);
        return equals < 0 ? (parameter, "") : (parameter[..equals], parameter[(equals + 1)..]);
    }
}
