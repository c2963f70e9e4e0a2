using Chancery.Engine.Deliver;
using Chancery.Engine.Protect;
using Chancery.Engine.Settings;
using Chancery.Policy.Plans;

namespace Chancery.Engine.Journey;

/// <summary>The next hop a rule names (action <c>route</c>).</summary>
/// <param name="Tls">The least TLS it asks for.</param>
internal sealed record PlannedRoute(string Via, TlsMode Tls)
{
    /// <summary>Null: no rule names one.</summary>
    public static PlannedRoute? Of(Plan plan) =>
        plan.Actions.FirstOrDefault(action => action.Action == "route") is { } route && route.Parameters.TryGetValue("via", out var via)
            ? new PlannedRoute(via, TlsOf(route.Parameters))
            : null;

    /// <summary>TLS protects only as far as the server it ends at (R11): a hop that is not the recipient's own cannot carry it.</summary>
    /// <exception cref="GroupHeldException">The rule sends mail that TLS is to protect by such a hop.</exception>
    public static void Check(GroupDecision group, Router router)
    {
        if (group.Plan.Protection is not (Method.Tls or Method.TlsVerified) || Of(group.Plan) is not { } route)
            return;
        if (group.To.FirstOrDefault(recipient => !router.IsFinal(route.Via, recipient)) is { } left)
            throw new GroupHeldException($"TLS is to protect this, but the next hop `{route.Via}` named by a rule is not {left}'s own server", isFault: false);
    }

    private static TlsMode TlsOf(EquatableMap parameters) =>
        Enum.TryParse<TlsMode>(parameters.GetValueOrDefault("tls"), ignoreCase: true, out var tls) ? tls : TlsMode.None;
}
