using Chancery.Policy.Registry;
using Chancery.Policy.Rules;
using Chancery.Policy.Syntax;

namespace Chancery.Policy.Deciding;

/// <summary><c>onUnknown: defer</c>: the effects count at once, and delivery waits a bounded time for the fact.</summary>
internal static class Waiting
{
    public static ActionUse Defer(Place at) =>
        new(ActionRegistry.Find("defer")!, new Dictionary<string, string> { ["for"] = "15m", ["max"] = "4h" }, at);
}
