namespace Chancery.Policy.Testing.Given;

/// <summary>The short form of a mail. Null is what the file does not say: a default, or what a fixture says, stands in for it.</summary>
internal sealed record GivenMail
{
    public static GivenMail Empty { get; } = new();

    /// <summary>Envelope sender; empty for the null reverse-path.</summary>
    public string? From { get; init; }

    public IReadOnlyList<string>? To { get; init; }

    public IReadOnlyList<string>? Cc { get; init; }

    /// <summary>Hidden recipients.</summary>
    public IReadOnlyList<string>? Bcc { get; init; }

    public GivenSession Session { get; init; } = GivenSession.Empty;

    public string? Direction { get; init; }

    public string? Subject { get; init; }

    /// <summary>By name in lower case.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Headers { get; init; } = new Dictionary<string, IReadOnlyList<string>>();

    public IReadOnlyList<GivenAttachment>? Attachments { get; init; }

    /// <summary>Upper case, without <c>#</c> and brackets.</summary>
    public IReadOnlyList<string>? Tags { get; init; }

    public string? Label { get; init; }

    /// <summary>Hits by detector; by place where the file tells places apart, else under <c>*</c>.</summary>
    public IReadOnlyDictionary<string, IReadOnlyDictionary<string, decimal>>? Content { get; init; }

    /// <summary>Octets on the wire.</summary>
    public decimal? Size { get; init; }

    public string? Type { get; init; }

    /// <summary><c>isReply</c>, <c>isEncrypted</c>, … by name.</summary>
    public IReadOnlyDictionary<string, bool> Flags { get; init; } = new Dictionary<string, bool>();

    public IEnumerable<string> Visible => [.. To ?? [], .. Cc ?? []];
}

internal sealed record GivenSession
{
    public static GivenSession Empty { get; } = new();

    /// <summary><c>anonymous</c>, <c>authenticated</c>, <c>internal</c> or <c>signed</c>.</summary>
    public string? Trust { get; init; }

    public bool? Auth { get; init; }

    public bool? Tls { get; init; }

    public string? Ip { get; init; }

    public string? Connector { get; init; }

    public string? Helo { get; init; }
}

/// <param name="Part">Number of the MIME part; entries of archives are <c>2!0</c>, <c>2!1</c>, …</param>
internal sealed record GivenAttachment(string Part)
{
    public string? Name { get; init; }

    public string? Type { get; init; }

    /// <summary>Decoded octets.</summary>
    public decimal? Size { get; init; }

    public string? Ext { get; init; }

    public string? DeclaredType { get; init; }

    public string? Label { get; init; }

    /// <summary><c>inline</c>, <c>encrypted</c>, <c>inspectable</c>, <c>macro</c>, <c>typeMismatch</c> by name.</summary>
    public IReadOnlyDictionary<string, bool> Flags { get; init; } = new Dictionary<string, bool>();

    /// <summary>Names of facts about this attachment that nobody can know.</summary>
    public IReadOnlyList<string> Unknown { get; init; } = [];

    public GivenArchive? Archive { get; init; }
}

internal sealed record GivenArchive(decimal? Depth, decimal? Entries, decimal? Ratio, IReadOnlyList<GivenAttachment> Contains);
