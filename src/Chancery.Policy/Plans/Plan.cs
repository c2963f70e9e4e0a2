namespace Chancery.Policy.Plans;

/// <summary>
/// What shall happen to one group's copy of a message: a pure value, equal by content. Its JSON shape is that of the
/// contract and the same in <c>simulate</c>, in the decision record and in the API.
/// </summary>
public sealed record Plan
{
    public required Disposition Disposition { get; init; }

    /// <summary>The realised method; null unless delivered.</summary>
    public Method? Protection { get; init; }

    /// <summary>Methods that are allowed at all, in order of preference. Empty without a contributor (R9).</summary>
    public EquatableList<Method> Acceptable { get; init; } = [];

    /// <summary>The methods walked during realisation, in order.</summary>
    public EquatableList<Try> Tried { get; init; } = [];

    public Signature Sign { get; init; }

    /// <summary>A failing signature holds the group (<c>level: required</c>) or is recorded (<c>preferred</c>).</summary>
    public bool SignRequired { get; init; }

    /// <summary>Why a signature that the rules prefer is left away; null where none is.</summary>
    public string? Unsigned { get; init; }

    /// <summary>Fingerprints (SHA-256, lower-case hex) of the certificates the copy was encrypted to, in the order of its recipients.</summary>
    public EquatableList<string> EncryptedTo { get; init; } = [];

    /// <summary>Whose key signs: <c>user</c>, <c>department</c> or <c>gateway</c>; null where nothing is signed.</summary>
    public string? SignKey { get; init; }

    public EquatableList<FileLink> FileLinks { get; init; } = [];

    /// <summary>Attachments that are taken out, or turned into PDF.</summary>
    public EquatableList<AttachmentAct> Attachments { get; init; } = [];

    /// <summary>Cryptographic profile of the realised method; null: the default.</summary>
    public string? Profile { get; init; }

    /// <summary>Terms of the realised method, where it has some: <c>returnChannel</c>, <c>twoFactor</c>, <c>retention</c>, …; nested names are dotted.</summary>
    public EquatableMap Terms { get; init; } = EquatableMap.Empty;

    /// <summary>Everything else the rules ask for, in the order of the stages.</summary>
    public EquatableList<PlannedAction> Actions { get; init; } = [];

    /// <summary>Names of the stages this plan passes, in the order of the policy's pipeline.</summary>
    public EquatableList<string> Stages { get; init; } = [];

    /// <summary>Present when the disposition is hold or quarantine.</summary>
    public HoldTerms? Hold { get; init; }

    /// <summary>Present when the disposition is reject.</summary>
    public RejectTerms? Reject { get; init; }

    /// <summary>True if this plan changes the bytes of the copy; such copies isolate hidden recipients (R14).</summary>
    public bool ChangesCopy { get; init; }

    /// <summary>The same without its signature, and why.</summary>
    public Plan WithoutSignature(string why) =>
        this with { Sign = Signature.None, SignRequired = false, SignKey = null, Unsigned = why, Stages = [.. Stages.Where(stage => stage != "sign")] };

    /// <summary>The record shall tell of every rule.</summary>
    public bool RecordsInFull => Actions.Any(action => action.Action == "audit" && action.Parameters.TryGetValue("level", out var level) && level == "full");
}

/// <param name="Reason">Why a failed method was not available: <c>none</c>, <c>expired</c>, <c>unknown</c>, …</param>
public sealed record Try(Method Method, bool Ok, string? Reason);

/// <param name="Part">Number of the MIME part.</param>
/// <param name="TwoFactor"><c>none</c>, <c>optional</c> or <c>required</c>.</param>
/// <param name="Ttl">As written, normalised: <c>14d</c>.</param>
public sealed record FileLink(string Part, string Name, string Type, long Size, string Ttl, string TwoFactor)
{
    public string? Space { get; init; }

    public int? MaxDownloads { get; init; }

    /// <summary>Regions all of the rules allow; empty: any.</summary>
    public EquatableList<string> Regions { get; init; } = [];

    public bool NotifyOnDownload { get; init; }
}

/// <param name="Act"><c>block</c>, <c>strip</c> or <c>convertToPdf</c>.</param>
public sealed record AttachmentAct(string Part, string Name, string Act);

/// <summary>One additive or slot action with its resolved parameters: <c>copy</c>, <c>header</c>, <c>subject</c>, <c>archive</c>, …</summary>
/// <param name="Action">Name in the registry.</param>
/// <param name="Parameters">Values as the language spells them; nested parameters have dotted names (<c>set.name</c>), lists are joined by LF.</param>
public sealed record PlannedAction(string Action, EquatableMap Parameters);

/// <param name="Reasons">What holds: the rules' ids, or why no method could be realised.</param>
/// <param name="Expires">After this time <see cref="OnExpire"/> happens.</param>
/// <param name="OnExpire"><c>reject</c> or <c>deliver</c>.</param>
public sealed record HoldTerms(EquatableList<string> Reasons, EquatableList<string> Approvers, int Quorum, TimeSpan Expires, string OnExpire);

/// <param name="Code">Enhanced status code, <c>5.7.1</c>.</param>
/// <param name="Text">For the sender.</param>
public sealed record RejectTerms(string Code, string Text);
