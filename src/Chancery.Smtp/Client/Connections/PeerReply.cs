using System.Text.RegularExpressions;
using Chancery.Smtp.Text;

namespace Chancery.Smtp.Client.Connections;

/// <summary>What a server said (RFC 5321 section 4.2). Only data: nothing of it may get into a command.</summary>
/// <param name="Lines">After code and separator, as UTF-8 text; cut to <see cref="MaxKept"/> characters in all.</param>
internal sealed partial record PeerReply(int Code, IReadOnlyList<string> Lines)
{
    public const int MaxKept = 4096;

    public bool IsPositive => Code is >= 200 and < 300;

    public bool IsIntermediate => Code is >= 300 and < 400;

    public bool IsPermanent => Code >= 500;

    /// <summary>Code and text in one line, printable, at most 4 KiB.</summary>
    public string Text
    {
        get
        {
            var text = $"{Code} {Printable.Encode(string.Join(' ', Lines), MaxKept)}";
            return text.Length <= MaxKept ? text : text[..MaxKept];
        }
    }

    /// <summary>Enhanced status code; made from the code's class when the server gave none that fits it.</summary>
    public string Status =>
        Lines.Count > 0 && EnhancedCode().Match(Lines[0]) is { Success: true } match && match.Value[0] - '0' == Code / 100
            ? match.Value
            : $"{Code / 100}.0.0";

    [GeneratedRegex(@"^[245]\.[0-9]{1,3}\.[0-9]{1,3}(?![0-9.])")]
    private static partial Regex EnhancedCode();
}
