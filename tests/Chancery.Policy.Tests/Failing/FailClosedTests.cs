using Chancery.Policy.Failing;
using Chancery.Policy.Registry;
using CsCheck;

namespace Chancery.Policy.Tests.Failing;

/// <summary>The fail-closed table (language, 1.9.6), line by line: what follows when an effect fails.</summary>
public sealed class FailClosedTests
{
    private static readonly TimeSpan Expire = TimeSpan.FromDays(5);

    [Theory]
    // Encryption throws: once more, then the next method (with none left the plan's `otherwise`), and the postmaster is told.
    [InlineData("protect", "", 1, 0, Aftermath.Again, true)]
    [InlineData("protect", "", 2, 0, Aftermath.Next, true)]
    [InlineData("protect", "onFailure=next", 2, 0, Aftermath.Next, true)]
    [InlineData("protect", "onFailure=hold", 2, 0, Aftermath.Hold, true)]
    [InlineData("protect", "onFailure=reject", 2, 0, Aftermath.Reject, true)]
    [InlineData("protect", "onFailure=ignore", 2, 0, Aftermath.Hold, true)]
    // A required signature holds, a preferred one is left away.
    [InlineData("sign", "level=required", 1, 0, Aftermath.Again, true)]
    [InlineData("sign", "level=required", 2, 0, Aftermath.Hold, true)]
    [InlineData("sign", "level=required;onFailure=ignore", 2, 0, Aftermath.Hold, true)]
    [InlineData("sign", "level=preferred", 2, 0, Aftermath.GoOn, false)]
    [InlineData("sign", "level=preferred;onFailure=hold", 2, 0, Aftermath.Hold, true)]
    // An upload is tried for four hours, then held; the attachment never goes inline.
    [InlineData("filelink", "", 1, 0, Aftermath.Later, true)]
    [InlineData("filelink", "", 9, 239, Aftermath.Later, true)]
    [InlineData("filelink", "", 9, 240, Aftermath.Hold, true)]
    [InlineData("filelink", "onFailure.retry=1h", 9, 59, Aftermath.Later, true)]
    [InlineData("filelink", "onFailure.retry=1h;onFailure.then=notify", 9, 60, Aftermath.Hold, true)]
    [InlineData("filelink", "onFailure=ignore", 1, 0, Aftermath.Hold, true)]
    // The container waits for its password; then the strategy that the rule names, else it is held.
    [InlineData("sms", "password.ifNoMobile=preShared", 1, 0, Aftermath.Later, true)]
    [InlineData("sms", "password.ifNoMobile=preShared", 9, 240, Aftermath.Next, true)]
    [InlineData("sms", "", 9, 240, Aftermath.Hold, true)]
    [InlineData("sms", "password.ifNoMobile=generated", 9, 240, Aftermath.Hold, true)]
    // An archive that is down: the queue, then held, unless it is optional.
    [InlineData("archive", "", 1, 0, Aftermath.Later, true)]
    [InlineData("archive", "", 9, 7199, Aftermath.Later, true)]
    [InlineData("archive", "", 9, 7200, Aftermath.Hold, true)]
    [InlineData("archive", "optional=true", 1, 0, Aftermath.Later, false)]
    [InlineData("archive", "optional=true", 9, 7200, Aftermath.GoOn, false)]
    [InlineData("archive", "optional=true;onFailure=ignore", 1, 0, Aftermath.GoOn, false)]
    [InlineData("archive", "onFailure=ignore", 1, 0, Aftermath.Hold, true)]
    [InlineData("journal", "", 9, 7200, Aftermath.Hold, true)]
    // A webhook or DMS is tried for four hours, then somebody is told; it blocks only where the rule waits for it.
    [InlineData("webhook", "", 1, 0, Aftermath.Later, false)]
    [InlineData("webhook", "", 9, 240, Aftermath.GoOn, false)]
    [InlineData("webhook", "wait=true", 1, 0, Aftermath.Later, true)]
    [InlineData("webhook", "wait=true", 9, 240, Aftermath.Hold, true)]
    [InlineData("dms", "", 9, 240, Aftermath.GoOn, false)]
    [InlineData("dms", "wait=true", 9, 240, Aftermath.Hold, true)]
    [InlineData("dms", "onFailure.retry=1h;onFailure.then=notify", 9, 60, Aftermath.GoOn, false)]
    [InlineData("dms", "onFailure.retry=1h;onFailure.then=hold", 9, 60, Aftermath.Hold, true)]
    [InlineData("dms", "onFailure.retry=1h;onFailure.then=reject", 9, 60, Aftermath.Reject, true)]
    // What is reported is kept until it can be told, and never dropped.
    [InlineData("siem", "", 999, 999_999, Aftermath.Later, false)]
    [InlineData("incident", "", 999, 999_999, Aftermath.Later, false)]
    // The rest of the catalogue (1.8).
    [InlineData("attachments", "", 1, 0, Aftermath.Hold, true)]
    [InlineData("label", "", 1, 0, Aftermath.Hold, true)]
    [InlineData("redirect", "", 1, 0, Aftermath.Hold, true)]
    [InlineData("route", "", 1, 0, Aftermath.Later, true)]
    [InlineData("header", "", 1, 0, Aftermath.GoOn, false)]
    [InlineData("subject", "", 1, 0, Aftermath.GoOn, false)]
    [InlineData("notify", "", 1, 0, Aftermath.GoOn, false)]
    [InlineData("an action of a later version", "", 1, 0, Aftermath.Hold, true)]
    public void Follows_the_table(string action, string terms, int failures, int minutes, Aftermath expected, bool blocks)
    {
        var consequence = FailClosed.After(new FailedEffect(action, Terms(terms), failures, TimeSpan.FromMinutes(minutes), Expire));
        Assert.Equal((expected, blocks), (consequence.Aftermath, consequence.BlocksDelivery));
    }

    [Theory]
    [InlineData("protect", 2)]
    [InlineData("filelink", 999)]
    [InlineData("webhook", 999)]
    public void Somebody_is_told_when_a_thing_is_given_up(string action, int hours) =>
        Assert.True(FailClosed.After(new FailedEffect(action, Terms(""), 2, TimeSpan.FromHours(hours), Expire)).TellsPostmaster);

    /// <summary>Whatever is said in the rule, however long it takes: without what protects it the copy does not leave.</summary>
    [Fact]
    public void Never_goes_on_without_what_protects() => Gen.Select(
        Gen.OneOf("protect", "filelink", "attachments", "label", "redirect", "sms"), Gen.OneOf("", "next", "hold", "defer", "reject", "ignore", "nonsense"), Gen.Int[1, 9], Gen.Int[0, 100_000],
        Gen.OneOf("", "onFailure.retry=1h", "onFailure.retry=1h;onFailure.then=notify")).Sample((action, said, failures, minutes, retry) =>
        {
            var terms = Terms(said.Length > 0 ? $"onFailure={said}" : retry);
            var consequence = FailClosed.After(new FailedEffect(action, terms, failures, TimeSpan.FromMinutes(minutes), Expire));
            Assert.NotEqual(Aftermath.GoOn, consequence.Aftermath);
            Assert.True(consequence.BlocksDelivery);
        }, iter: 2_000);

    /// <summary>No action of the catalogue is without an answer, and each ends some day.</summary>
    [Fact]
    public void Every_action_has_an_end() => Assert.All(ActionRegistry.All, action =>
    {
        var end = FailClosed.After(new FailedEffect(action.Name, Terms(""), 99, TimeSpan.FromDays(99), Expire));
        Assert.True(action.Name is "siem" or "incident" || end.Aftermath is Aftermath.Hold or Aftermath.Next or Aftermath.GoOn, $"{action.Name}: {end}");
    });

    private static Dictionary<string, string> Terms(string terms) =>
        terms.Split(';', StringSplitOptions.RemoveEmptyEntries).Select(term => term.Split('=')).ToDictionary(term => term[0], term => term[1], StringComparer.Ordinal);
}
