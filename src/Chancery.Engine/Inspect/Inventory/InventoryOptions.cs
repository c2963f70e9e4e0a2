using Chancery.Mail.Envelopes;

namespace Chancery.Engine.Inspect.Inventory;

/// <summary>How a mail that lies in a file is supposed to have come: nobody connected.</summary>
public sealed record InventoryOptions
{
    public SessionTrust Trust { get; init; } = SessionTrust.Anonymous;

    /// <summary>By which connector; null: none.</summary>
    public string? Connector { get; init; }

    /// <summary>IP address of the peer; null: not known, and so is SPF.</summary>
    public string? Peer { get; init; }

    /// <summary>What the peer called itself; null: not known.</summary>
    public string? Helo { get; init; }

    /// <summary>The reverse-path; null: the address of the From field.</summary>
    public string? From { get; init; }

    /// <summary>Facts of recipients are told for so many at most.</summary>
    public int MostRecipients { get; init; } = 1000;
}
