using Chancery.Mail.Dkim;
using Chancery.Mail.Dns;
using Chancery.Mail.Spf;

namespace Chancery.Mail.Dmarc;

/// <summary>RFC 8601 section 2.7.</summary>
public enum DmarcResult { None, Pass, Fail, TempError, PermError }

/// <summary>Whether the author's domain stands behind a mail (RFC 7489).</summary>
public static class DmarcVerifier
{
    /// <param name="authors">Domains of all addresses in all From fields, as A-labels.</param>
    /// <param name="spf">Of the envelope's domain.</param>
    /// <param name="spfDomain">That domain; null where SPF says nothing of this session.</param>
    public static async Task<DmarcResult> VerifyAsync(
        IReadOnlyList<string> authors, SpfResult spf, string? spfDomain, IReadOnlyList<DkimResult> signatures, IDnsRecords dns, CancellationToken cancel)
    {
        var distinct = authors.Select(author => author.ToLowerInvariant()).Distinct().ToList();
        // Nobody, or several domains at once, as author: no domain can stand behind that (RFC 7489 section 6.6.1).
        if (distinct.Count != 1 || !SpfName.IsDomain(distinct[0]))
            return distinct.Count > 1 ? DmarcResult.Fail : DmarcResult.PermError;
        try
        {
            return await CheckAsync(distinct[0], spf, spfDomain?.ToLowerInvariant(), signatures, new DmarcTree(dns), cancel);
        }
        catch (DmarcErrorException error)
        {
            return error.Result;
        }
    }

    private static async Task<DmarcResult> CheckAsync(
        string author, SpfResult spf, string? spfDomain, IReadOnlyList<DkimResult> signatures, DmarcTree tree, CancellationToken cancel)
    {
        if (await tree.RecordForAsync(author, cancel) is not { } record)
            return DmarcResult.None;
        var undecided = false;
        foreach (var signature in signatures.Where(signature => signature.Verdict is DkimVerdict.Pass or DkimVerdict.TempError))
        {
            if (!await AlignsAsync(author, signature.Domain.ToLowerInvariant(), record.StrictDkim, tree, cancel))
                continue;
            if (signature.Verdict == DkimVerdict.Pass)
                return DmarcResult.Pass;
            undecided = true;
        }

        if (spfDomain is not null && spf is SpfResult.Pass or SpfResult.TempError && await AlignsAsync(author, spfDomain!, record.StrictSpf, tree, cancel))
        {
            if (spf == SpfResult.Pass)
                return DmarcResult.Pass;
            undecided = true;
        }

        return undecided ? DmarcResult.TempError : DmarcResult.Fail;
    }

    private static async Task<bool> AlignsAsync(string author, string domain, bool strict, DmarcTree tree, CancellationToken cancel)
    {
        if (author == domain)
            return true;
        if (strict || !SpfName.IsDomain(domain))
            return false;
        // What is not below the author's organisation is not of it, whoever else it belongs to.
        var organisation = await tree.OrganisationAsync(author, cancel);
        return (domain == organisation || domain.EndsWith("." + organisation, StringComparison.Ordinal)) && organisation == await tree.OrganisationAsync(domain, cancel);
    }
}
