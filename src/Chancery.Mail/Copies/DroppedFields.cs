using Chancery.Mail.Headers;

namespace Chancery.Mail.Copies;

/// <summary>Fields that no copy keeps, whatever the rules say (language, R14).</summary>
/// <param name="Trusted">The session may use control headers (language, R8).</param>
/// <param name="Hostname">Our own, which nobody else may write results under (RFC 8601 section 5).</param>
/// <param name="IsValidTrace">Recognises our signed trace field, which is kept against loops.</param>
public sealed record DroppedFields(bool Trusted, string Hostname, Predicate<RawField> IsValidTrace)
{
    /// <summary>Foreign fields that the vocabulary gives a meaning, and that this session may not use.</summary>
    public IReadOnlyCollection<string> ForeignTriggers { get; init; } = [];

    public Predicate<RawField> In(RawHeaderBlock header) => field =>
        field.Is("Bcc") || field.Is("Resent-Bcc")
        || IsStripped(field)
        || ControlHeaders.IsInfo(field.Name)
        || (field.Is("Authentication-Results") && AuthservId(header.Text(field)).Equals(Hostname, StringComparison.OrdinalIgnoreCase));

    /// <summary>Control fields that a session without trust sent, to be recorded when they are stripped.</summary>
    public IReadOnlyList<string> Stripped(RawHeaderBlock header) => [.. header.Fields.Where(IsStripped).Select(field => field.Name)];

    private bool IsStripped(RawField field) =>
        (!Trusted && ControlHeaders.IsControl(field.Name) && !IsValidTrace(field))
        || ForeignTriggers.Contains(field.Name, StringComparer.OrdinalIgnoreCase);

    /// <summary>RFC 8601 section 2.2: <c>[CFWS] authserv-id [CFWS version]</c>, a token or quoted string.</summary>
    private static string AuthservId(string value)
    {
        var rest = SkipComments(value);
        if (rest.StartsWith('"')) return rest[1..].Split('"')[0];
        var end = rest.IndexOfAny([' ', '\t', ';', '(', '/']);
        return end < 0 ? rest : rest[..end];
    }

    private static string SkipComments(string value)
    {
        var at = 0;
        var depth = 0;
        for (; at < value.Length; at++)
        {
            if (value[at] == '\\' && depth > 0) at++;
            else if (value[at] == '(') depth++;
            else if (value[at] == ')' && depth > 0) depth--;
            else if (depth == 0 && value[at] is not (' ' or '\t')) break;
        }
        return at < value.Length ? value[at..] : "";
    }
}
