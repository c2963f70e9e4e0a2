using Chancery.Engine.Decide;
using Chancery.Engine.Messages;
using Chancery.Engine.Ports;
using Chancery.Engine.Settings;
using Chancery.Engine.Tenants;

namespace Chancery.Engine.Journey;

/// <summary>The journey in live operation: sources that are down are waited for as long as the settings say, and only then their facts are unknown.</summary>
internal sealed class PatientJourney(IMailStore store, JourneyStages journey, TimeProvider time)
{
    /// <returns>What was judged, or else what it waits for.</returns>
    public async Task<(Judged? Judged, Waiting? Waiting)> JudgeAsync(
        Tenant tenant, GatewaySettings settings, JourneyRequest request, CancellationToken cancel)
    {
        // Most messages wait for nothing: their entries are read only when something is down.
        Func<string, bool> awaits = _ => true;
        while (true)
        {
            try
            {
                return (await journey.JudgeAsync(tenant, settings, request with { Awaits = awaits }, cancel), null);
            }
            catch (FactsUnavailableException down)
            {
                var patience = await PatienceAsync(request.Message, settings, cancel);
                if (down.Facts.Where(fact => patience.Awaits(fact.Source)).ToList() is { Count: > 0 } awaited)
                    return (null, patience.WaitFor(awaited));
                awaits = patience.Awaits;
            }
        }
    }

    public async Task<Patience> PatienceAsync(SpooledMessage message, GatewaySettings settings, CancellationToken cancel) =>
        new(message, (await store.GetAsync(message.Id, cancel))?.Events ?? [], settings, time.GetUtcNow());
}
