namespace Chancery.Mail.Inspection;

/// <summary>Bounds of one inspection. What lies beyond them is not looked at and reported as such.</summary>
public sealed record InspectionLimits
{
    /// <summary>Octets of the message's header section.</summary>
    public int HeaderBytes { get; init; } = 256_000;

    /// <summary>Fields of the message's header section.</summary>
    public int HeaderFields { get; init; } = 1000;

    /// <summary>Octets of one header field, folded lines included.</summary>
    public int FieldBytes { get; init; } = 64 * 1024;

    /// <summary>Octets of one line of a header field. RFC 5322 section 2.1.1 allows 998; real mail goes beyond, but not this far.</summary>
    public int HeaderLineBytes { get; init; } = 16 * 1024;

    /// <summary>Multiparts and messages within each other.</summary>
    public int MimeDepth { get; init; } = 100;

    /// <summary>Messages (message/rfc822) within each other; they count into <see cref="MimeDepth"/> too.</summary>
    public int MessageDepth { get; init; } = 20;

    /// <summary>Parts of any kind.</summary>
    public int Parts { get; init; } = 1000;

    /// <summary>Octets of all parts' header sections together, the message's own included.</summary>
    public int AllHeaderBytes { get; init; } = 4_000_000;

    /// <summary>Octets of a boundary.</summary>
    public int BoundaryBytes { get; init; } = 2048;

    /// <summary>Parameters of one header field, pieces of RFC 2231 counted singly.</summary>
    public int Parameters { get; init; } = 100;

    /// <summary>Addresses in the address fields of the message together.</summary>
    public int Addresses { get; init; } = 10_000;

    /// <summary>Groups of addresses within each other; RFC 5322 section 3.4 knows no groups in groups.</summary>
    public int GroupDepth { get; init; } = 3;

    /// <summary>Encoded words (RFC 2047) in one header field.</summary>
    public int EncodedWords { get; init; } = 1000;

    /// <summary>Characters of the text in one place (body, attachments), all readings of it counted.</summary>
    public long TextCharacters { get; init; } = 16_000_000;

    /// <summary>Octets of one document that is read for its text; it is held in memory.</summary>
    public long DocumentBytes { get; init; } = 64 * 1024 * 1024;

    /// <summary>Spent on reading the text of one place.</summary>
    public TimeSpan TextTime { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Archives, attached messages and other containers within each other.</summary>
    public int ArchiveDepth { get; init; } = 5;

    /// <summary>Entries of all containers of a mail together.</summary>
    public int ArchiveEntries { get; init; } = 10_000;

    /// <summary>As many times larger than a container may be what comes out of it, beyond <see cref="ArchiveRatioFloor"/>.</summary>
    public int ArchiveRatio { get; init; } = 100;

    /// <summary>Octets that come out of a container before its ratio counts.</summary>
    public long ArchiveRatioFloor { get; init; } = 10 * 1024 * 1024;

    /// <summary>Octets that come out of all containers of a mail together.</summary>
    public long ArchiveBytes { get; init; } = 1_000_000_000;

    /// <summary>Octets of an entry's name.</summary>
    public int ArchiveName { get; init; } = 1024;

    /// <summary>Spent on looking into the containers of a mail.</summary>
    public TimeSpan ArchiveTime { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Measures <see cref="ArchiveTime"/>.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;
}
