using Chancery.Policy.Literals;
using Chancery.Policy.Registry;

namespace Chancery.Policy.Failing;

/// <summary>
/// The fail-closed table (language, 1.9.6): what follows when an effect fails. It knows no clock and no queue; whoever carries
/// effects out asks it. No answer ever lets the copy go with less protection than was planned.
/// </summary>
public static class FailClosed
{
    /// <summary>How long a link, a report or a document is tried before it is given up.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromHours(4);

    /// <summary>Effects without which the copy must not leave, whatever their <c>onFailure</c> says.</summary>
    private static readonly HashSet<string> InTheCopy = ["protect", "sign", "filelink", "attachments", "label", "redirect", "sms"];

    public static Consequence After(FailedEffect failed)
    {
        var blocks = Blocks(failed);
        if (failed.Action == "sms")
            return Sms(failed);
        if (failed.Terms.GetValueOrDefault("onFailure") is { } said)
            return Said(said, failed, blocks);
        if (failed.Terms.GetValueOrDefault("onFailure.retry") is { } retry)
            return failed.Since < Quantity.Duration(retry) ? Later(blocks) : AfterRetries(failed, blocks);
        return Unsaid(failed, blocks);
    }

    private static Consequence Unsaid(FailedEffect failed, bool blocks) => failed.Action switch
    {
        "protect" => failed.Failures < 2 ? new(Aftermath.Again, true) : new(Aftermath.Next, true, TellsPostmaster: true),
        "sign" => failed.Failures < 2 ? new(Aftermath.Again, true) : IsRequired(failed) ? Held : new(Aftermath.GoOn, false),
        "filelink" => failed.Since < Patience ? Later(true) : Held,
        "archive" when IsOptional(failed) => failed.Since < failed.Expire ? Later(false) : new(Aftermath.GoOn, false, TellsPostmaster: true),
        "archive" or "journal" => failed.Since < failed.Expire ? Later(true) : Held,
        // Never dropped: kept here until it can be told.
        "siem" or "incident" => Later(false),
        _ => OfCatalogue(failed, blocks),
    };

    private static Consequence OfCatalogue(FailedEffect failed, bool blocks) => (ActionRegistry.Find(failed.Action)?.Failure.Default ?? "hold") switch
    {
        "ignore" => new(Aftermath.GoOn, false),
        "retry" => failed.Since < Patience ? Later(blocks) : blocks ? Held : new(Aftermath.GoOn, false, TellsPostmaster: true),
        "defer" => failed.Since < failed.Expire ? Later(true) : Held,
        _ => Held,
    };

    private static Consequence Said(string onFailure, FailedEffect failed, bool blocks) => onFailure switch
    {
        "next" => failed.Failures < 2 ? new(Aftermath.Again, true) : new(Aftermath.Next, true, TellsPostmaster: true),
        "defer" => failed.Since < failed.Expire ? Later(blocks) : Held,
        "reject" => new(Aftermath.Reject, true),
        "ignore" when MayBeIgnored(failed) => new(Aftermath.GoOn, false),
        _ => Held,
    };

    /// <summary>The container waits for its password; where no other way to it is named, it is held.</summary>
    private static Consequence Sms(FailedEffect failed) =>
        failed.Since < Patience ? Later(true)
        : failed.Terms.GetValueOrDefault("password.ifNoMobile") is { } other and not "generated" && other.Length > 0 ? new(Aftermath.Next, true)
        : Held;

    /// <summary>What <c>then</c> names is carried out besides; the copy itself follows the action.</summary>
    private static Consequence AfterRetries(FailedEffect failed, bool blocks)
    {
        var then = failed.Terms.GetValueOrDefault("onFailure.then")?.Split('\n') ?? [];
        return then.Contains("reject") ? new(Aftermath.Reject, true) : then.Contains("hold") || then.Contains("quarantine") || blocks ? Held : new(Aftermath.GoOn, false, TellsPostmaster: then.Length == 0);
    }

    private static bool Blocks(FailedEffect failed) => failed.Action switch
    {
        "archive" => !IsOptional(failed),
        "webhook" or "dms" => failed.Terms.GetValueOrDefault("wait") == "true",
        "journal" => true,
        _ => InTheCopy.Contains(failed.Action),
    };

    private static bool MayBeIgnored(FailedEffect failed) => failed.Action switch
    {
        "archive" => IsOptional(failed),
        "sign" => !IsRequired(failed),
        _ => ActionRegistry.Find(failed.Action)?.Failure.Allowed.Contains("ignore") == true,
    };

    private static bool IsOptional(FailedEffect failed) => failed.Terms.GetValueOrDefault("optional") == "true";

    private static bool IsRequired(FailedEffect failed) => failed.Terms.GetValueOrDefault("level") == "required";

    private static Consequence Later(bool blocks) => new(Aftermath.Later, blocks);

    private static Consequence Held { get; } = new(Aftermath.Hold, true, TellsPostmaster: true);
}
