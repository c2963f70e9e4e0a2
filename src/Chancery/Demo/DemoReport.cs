using Chancery.Engine.Messages;
using Chancery.Engine.Ports;
using Chancery.Host.Cli;
using Chancery.Policy.Plans;
using Chancery.Studio.Texts;

namespace Chancery.Host.Demo;

/// <summary>Says in plain words what became of each demo mail, and whether its policy wanted it so.</summary>
internal sealed class DemoReport(Invocation call, Uri studio)
{
    private readonly StudioTexts _texts = StudioTexts.Of(call.Language);

    /// <returns>True if every recipient was treated as expected.</returns>
    public bool Write(int number, DemoMail mail, MessageRecord? record, string? refusal)
    {
        call.Out.WriteLine();
        call.Out.WriteLine($"{number}. {call.Say(mail.TitleEnglish, mail.TitleGerman)}: \"{mail.Subject}\"");
        if (record is null)
        {
            call.Out.WriteLine("   " + call.Say($"not handled: {refusal ?? "no decision in time"}", $"nicht bearbeitet: {refusal ?? "keine Entscheidung in der Zeit"}"));
            return false;
        }

        var fine = true;
        foreach (var group in record.Groups.Where(group => group.State != GroupState.Superseded))
            fine &= WriteGroup(mail, group);
        fine &= mail.Recipients.All(to => record.Groups.Any(group => group.Recipients.Contains(to)));
        call.Out.WriteLine($"   {call.Say("see", "siehe")} {studio}messages/{record.Message.Id}");
        return fine;
    }

    private bool WriteGroup(DemoMail mail, MessageGroup group)
    {
        var words = new List<string> { _texts.Word(group.State) };
        if (group.State == GroupState.Delivered && group.Plan.Protection is { } protection)
            words.Add(_texts.Word(protection));
        if (group.State == GroupState.Delivered && group.Plan.Sign != Signature.None)
            words.Add(_texts.Signed);
        var rules = group.Rules.Count == 0 ? _texts.NoRule : string.Join(", ", group.Rules.Select(rule => rule.Id));
        var fine = group.Recipients.All(to => mail.Expected.TryGetValue(to, out var expected) && IsAsExpected(group, expected));
        call.Out.WriteLine($"   {(fine ? "ok  " : "BAD ")}{string.Join(", ", group.Recipients)}{(group.Hidden ? $" ({_texts.Hidden})" : "")}: {string.Join(", ", words)} [{rules}]{(group.Reason is { } why ? $": {why}" : "")}");
        return fine;
    }

    private static bool IsAsExpected(MessageGroup group, DemoOutcome expected) =>
        group.State == expected.State
        && (expected.State != GroupState.Delivered || (group.Plan.Protection == expected.Protection && (group.Plan.Sign != Signature.None) == expected.Signed));
}
