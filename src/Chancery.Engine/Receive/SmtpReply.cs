namespace Chancery.Engine.Receive;

/// <summary>
/// An SMTP reply (RFC 5321 section 4.2) with its enhanced status code (RFC 3463). Built only by factories, so that the
/// classes of the two codes can never disagree.
/// </summary>
public sealed record SmtpReply
{
    private SmtpReply(int code, string? enhanced, string text)
    {
        Code = code;
        Enhanced = enhanced;
        Text = text;
    }

    public int Code { get; }

    /// <summary><c>2.0.0</c>; null where RFC 2034 has none (greeting, EHLO, 354).</summary>
    public string? Enhanced { get; }

    /// <summary>One line, printable; never a reason that belongs in our log only.</summary>
    public string Text { get; }

    /// <summary>The connection is closed after this reply.</summary>
    public bool Disconnects { get; init; }

    public bool IsPositive => Code < 400;

    public bool IsTransient => Code is >= 400 and < 500;

    public static SmtpReply Ok(string detail, string text, int code = 250) => Of(2, code, detail, text);

    /// <param name="detail">The last two numbers of the enhanced code: <c>3.1</c> becomes <c>4.3.1</c>.</param>
    public static SmtpReply Temporary(int code, string detail, string text) => Of(4, code, detail, text);

    /// <inheritdoc cref="Temporary"/>
    public static SmtpReply Permanent(int code, string detail, string text) => Of(5, code, detail, text);

    /// <summary>A reply without enhanced code: 220, 221, 250 to EHLO, 354.</summary>
    public static SmtpReply Plain(int code, string text) => new(code, null, Printable(text));

    public override string ToString() => Enhanced is null ? $"{Code} {Text}" : $"{Code} {Enhanced} {Text}";

    private static SmtpReply Of(int codeClass, int code, string detail, string text) =>
        code / 100 == codeClass
            ? new SmtpReply(code, $"{codeClass}.{detail}", Printable(text))
            : throw new ArgumentOutOfRangeException(nameof(code), code, $"not of class {codeClass}");

    private static string Printable(string text) =>
        string.Create(text.Length, text, (span, source) =>
        {
            for (var i = 0; i < span.Length; i++)
                span[i] = source[i] is >= ' ' and <= '~' ? source[i] : '?';
        });
}
