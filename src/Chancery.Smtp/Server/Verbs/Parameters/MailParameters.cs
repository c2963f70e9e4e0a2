using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Chancery.Engine.Receive;
using Chancery.Mail.Envelopes;

namespace Chancery.Smtp.Server.Verbs.Parameters;

/// <summary>Parameters of MAIL: SIZE (RFC 1870), BODY (RFC 6152), SMTPUTF8 (RFC 6531), RET and ENVID (RFC 3461), REQUIRETLS (RFC 8689), AUTH (RFC 4954).</summary>
/// <param name="Size">Octets the client means to send; 0 counts as not given.</param>
internal sealed record MailParameters(long? Size, bool EightBit)
{
    private const int MaxEnvelopeId = 100;

    private static readonly SmtpReply Twice = SmtpReply.Permanent(501, "5.4", "Parameter given twice");
    private static readonly SmtpReply Unknown = SmtpReply.Permanent(555, "5.4", "Parameter not offered");
    private static readonly SmtpReply NeedsTls = SmtpReply.Permanent(530, "7.10", "REQUIRETLS needs TLS");

    public bool SmtpUtf8 { get; private init; }

    public ReturnContent? Return { get; private init; }

    public string? EnvelopeId { get; private init; }

    public bool RequireTls { get; private init; }

    public static bool TryRead(
        string text, bool tls, bool auth, [NotNullWhen(true)] out MailParameters? result, [NotNullWhen(false)] out SmtpReply? refusal)
    {
        (result, refusal) = (new MailParameters(null, false), null);
        if (ParameterList.Read(text) is not { } parameters)
        {
            refusal = Twice;
            return false;
        }

        foreach (var (keyword, value) in parameters)
        {
            refusal = result.Add(keyword, value, tls, auth, out result);
            if (refusal is not null)
                return false;
        }

        return true;
    }

    private SmtpReply? Add(string keyword, string? value, bool tls, bool auth, out MailParameters result)
    {
        result = this;
        switch (keyword)
        {
            case "SIZE" when long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var size):
                result = this with { Size = size == 0 ? null : size };
                return null;
            case "SIZE":
                return Bad("SIZE takes a number of octets");
            case "BODY":
                result = this with { EightBit = Is(value, "8BITMIME") };
                return Is(value, "8BITMIME") || Is(value, "7BIT") ? null : Bad("BODY takes 7BIT or 8BITMIME");
            case "SMTPUTF8":
                result = this with { SmtpUtf8 = true };
                return value is null ? null : Bad("SMTPUTF8 takes no value");
            case "RET":
                result = this with { Return = Is(value, "FULL") ? ReturnContent.Full : ReturnContent.Headers };
                return Is(value, "FULL") || Is(value, "HDRS") ? null : Bad("RET takes FULL or HDRS");
            case "ENVID":
                result = this with { EnvelopeId = value is { Length: > 0 and <= MaxEnvelopeId } ? Xtext.Decode(value) : null };
                return result.EnvelopeId is null ? Bad("ENVID takes up to 100 characters of xtext") : null;
            case "REQUIRETLS" when !tls:
                return NeedsTls;
            case "REQUIRETLS":
                result = this with { RequireTls = true };
                return value is null ? null : Bad("REQUIRETLS takes no value");
            case "AUTH" when auth:
                // Who first submitted the mail elsewhere: nothing here depends on it (RFC 4954 section 5).
                return value is not null && (value == "<>" || Xtext.Decode(value) is { Length: > 0 }) ? null : Bad("AUTH takes xtext or <>");
            default:
                return Unknown;
        }
    }

    private static bool Is(string? value, string word) => word.Equals(value, StringComparison.OrdinalIgnoreCase);

    private static SmtpReply Bad(string text) => SmtpReply.Permanent(501, "5.4", text);
}
