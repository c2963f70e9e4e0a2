using System.Net;
using System.Net.Sockets;

namespace Chancery.Mail.Spf;

/// <summary>The function check_host of RFC 7208 section 4.</summary>
internal sealed class SpfCheck(SpfClient client, SpfLookups lookups)
{
    /// <exception cref="SpfErrorException">A temperror or permerror.</exception>
    public async Task<SpfResult> CheckAsync(string domain, CancellationToken cancel)
    {
        if (!SpfName.IsDomain(domain))
            return SpfResult.None;
        var records = (await lookups.RecordsAsync(domain, cancel)).Where(SpfRecord.IsOne).ToList();
        if (records.Count == 0)
            return SpfResult.None;
        if (records.Count > 1 || !SpfRecord.TryParse(records[0], out var record))
            throw new SpfErrorException(SpfResult.PermError);
        foreach (var term in record.Terms)
            if (await MatchesAsync(term, domain, cancel))
                return term.Match;
        if (record.Redirect is null)
            return SpfResult.Neutral;
        lookups.CountTerm();
        var result = await CheckAsync(await ExpandAsync(record.Redirect, domain, cancel), cancel);
        return result == SpfResult.None ? throw new SpfErrorException(SpfResult.PermError) : result;
    }

    private async Task<bool> MatchesAsync(SpfTerm term, string domain, CancellationToken cancel)
    {
        if (term.Mechanism is not (SpfMechanism.All or SpfMechanism.Ip4 or SpfMechanism.Ip6))
            lookups.CountTerm();
        var target = term.Domain is { } given ? await ExpandAsync(given, domain, cancel) : domain;
        return term.Mechanism switch
        {
            SpfMechanism.All => true,
            SpfMechanism.Include => await IncludesAsync(target, cancel),
            SpfMechanism.A => Holds(term, await lookups.AddressesAsync(target, client.Peer.AddressFamily, cancel)),
            SpfMechanism.Mx => await ByExchangersAsync(term, target, cancel),
            SpfMechanism.Ptr => (await lookups.ValidatedNamesAsync(client.Peer, cancel)).Any(name => IsUnder(name, target)),
            SpfMechanism.Exists => (await lookups.AddressesAsync(target, AddressFamily.InterNetwork, cancel)).Count > 0,
            _ => Holds(term, [term.Address!]),
        };
    }

    private async Task<bool> IncludesAsync(string target, CancellationToken cancel) => await CheckAsync(target, cancel) switch
    {
        SpfResult.Pass => true,
        SpfResult.None => throw new SpfErrorException(SpfResult.PermError),
        _ => false,
    };

    private async Task<bool> ByExchangersAsync(SpfTerm term, string target, CancellationToken cancel)
    {
        foreach (var host in await lookups.ExchangersAsync(target, cancel))
            if (Holds(term, await lookups.AddressesAsync(host, client.Peer.AddressFamily, cancel)))
                return true;
        return false;
    }

    private bool Holds(SpfTerm term, IReadOnlyList<IPAddress> addresses)
    {
        var bits = client.Peer.AddressFamily == AddressFamily.InterNetwork ? term.Prefix4 : term.Prefix6;
        return addresses.Any(address => address.AddressFamily == client.Peer.AddressFamily && SharePrefix(address.GetAddressBytes(), client.Peer.GetAddressBytes(), bits));
    }

    private static bool SharePrefix(byte[] one, byte[] other, int bits)
    {
        var whole = bits / 8;
        if (!one.AsSpan(0, whole).SequenceEqual(other.AsSpan(0, whole)))
            return false;
        var rest = bits % 8;
        return rest == 0 || (one[whole] ^ other[whole]) >> (8 - rest) == 0;
    }

    private static bool IsUnder(string name, string domain)
    {
        var bare = domain.TrimEnd('.');
        return name.Equals(bare, StringComparison.OrdinalIgnoreCase) || name.EndsWith("." + bare, StringComparison.OrdinalIgnoreCase);
    }

    private async Task<string> ExpandAsync(SpfMacro macro, string domain, CancellationToken cancel)
    {
        var name = macro.NeedsName ? await NameAsync(domain, cancel) : "unknown";
        return macro.Expand(letter => letter switch
        {
            's' => $"{client.Local}@{Author(client)}",
            'l' => client.Local,
            'o' => Author(client),
            'd' => domain,
            'i' => client.Dotted,
            'p' => name,
            'v' => client.Reverse,
            _ => client.Helo,
        });
    }

    private static string Author(SpfClient client) => client.Domain.TrimEnd('.');

    /// <summary>The domain itself if it is among the names, then one below it, then any (RFC 7208 section 7.3).</summary>
    private async Task<string> NameAsync(string domain, CancellationToken cancel)
    {
        lookups.CountTerm();
        var names = await lookups.ValidatedNamesAsync(client.Peer, cancel);
        return names.FirstOrDefault(name => name.Equals(domain, StringComparison.OrdinalIgnoreCase))
            ?? names.FirstOrDefault(name => IsUnder(name, domain)) ?? (names.Count > 0 ? names[0] : "unknown");
    }
}
