using Chancery.Policy;
using Chancery.Protection.Keys;

namespace Chancery.Host.Survey;

/// <summary>Whose keys are there, by domain and state.</summary>
/// <param name="Addresses">That take part in the mails.</param>
/// <param name="Smime">Addresses by the state of their certificate.</param>
internal sealed record DomainKeys(string Domain, int Addresses, IReadOnlyDictionary<string, int> Smime, IReadOnlyDictionary<string, int> Pgp)
{
    public static async Task<IReadOnlyList<DomainKeys>> OfAsync(IReadOnlyCollection<string> addresses, KeyRing keys, TenantId tenant, CancellationToken cancel)
    {
        var domains = new Dictionary<string, (int Count, Dictionary<string, int> Smime, Dictionary<string, int> Pgp)>(StringComparer.Ordinal);
        foreach (var address in addresses)
        {
            var domain = SurveyedMail.DomainOf(address);
            var (count, smime, pgp) = domains.GetValueOrDefault(domain, (0, [], []));
            Count(smime, (await keys.ForEncryptionAsync(tenant, address, cancel)).Status);
            Count(pgp, await keys.PgpStatusAsync(tenant, address, cancel));
            domains[domain] = (count + 1, smime, pgp);
        }

        return [.. domains.OrderByDescending(entry => entry.Value.Count).ThenBy(entry => entry.Key, StringComparer.Ordinal)
            .Select(entry => new DomainKeys(entry.Key, entry.Value.Count, entry.Value.Smime, entry.Value.Pgp))];
    }

    private static void Count(Dictionary<string, int> states, KeyStatus status) => states[status.Name()] = states.GetValueOrDefault(status.Name()) + 1;
}
