using System.Text;
using Chancery.Mail.Addresses;
using MimeKit;

namespace Chancery.Mail.Copies;

/// <summary>A field to write: its name and its decoded value. Cannot hold what would become a line of its own.</summary>
public sealed record HeaderValue
{
    /// <summary>UTF-16 units of a value.</summary>
    public const int MaxValue = 10_000;

    /// <summary>RFC 5322 section 2.1.1 leaves room for this much before the colon.</summary>
    private const int MaxName = 76;

    /// <summary>Fields that say how the body is read; a new value would make another message of it.</summary>
    private static readonly HashSet<string> Structural = new(StringComparer.OrdinalIgnoreCase)
    {
        "Content-Type", "Content-Transfer-Encoding", "Content-Disposition", "MIME-Version", "Bcc", "Received", "Return-Path",
    };

    /// <exception cref="HeaderValueException">The name is no field name or not one to be set; the value holds a control or line separator.</exception>
    public HeaderValue(string name, string value)
    {
        if (name.Length is 0 or > MaxName || name.Any(c => c is <= ' ' or > '~' or ':')) throw new HeaderValueException("not a field name");
        if (Structural.Contains(name)) throw new HeaderValueException($"the field {name} cannot be set");
        if (UnsafeText.HasLineBreak(value)) throw new HeaderValueException($"the value for {name} holds a control character");
        if (value.Length > MaxValue) throw new HeaderValueException($"the value for {name} is too long");
        Name = name;
        Value = value;
    }

    public string Name { get; }

    public string Value { get; }

    /// <summary>The whole field in ASCII, encoded and folded, with its line ends.</summary>
    internal byte[] Encode(string newLine)
    {
        var raw = Encoding.ASCII.GetString(new Header(Encoding.UTF8, Name, Value).RawValue).ReplaceLineEndings("\n").TrimEnd('\n');
        for (var at = raw.IndexOf('\n', StringComparison.Ordinal); at >= 0; at = raw.IndexOf('\n', at + 1))
            if (at + 1 == raw.Length || raw[at + 1] is not (' ' or '\t')) throw new HeaderValueException($"the value for {Name} cannot be folded");
        var start = raw.StartsWith(' ') || raw.StartsWith('\n') ? "" : " ";
        return Encoding.ASCII.GetBytes($"{Name}:{start}{raw.Replace("\n", newLine, StringComparison.Ordinal)}{newLine}");
    }
}
