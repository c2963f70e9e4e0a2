using Chancery.Mail.Dns;

namespace Chancery.Mail.Spf;

/// <summary>Whether a client may send for a domain (RFC 7208).</summary>
public static class SpfVerifier
{
    /// <summary>Never throws for what the DNS holds; a limit of RFC 7208 section 4.6.4 that is passed is a permerror.</summary>
    public static async Task<SpfResult> VerifyAsync(SpfClient client, IDnsRecords dns, CancellationToken cancel)
    {
        try
        {
            return await new SpfCheck(client, new SpfLookups(dns)).CheckAsync(client.Domain.TrimEnd('.'), cancel);
        }
        catch (SpfErrorException error)
        {
            return error.Result;
        }
    }
}

/// <summary>Ends a check at once.</summary>
internal sealed class SpfErrorException(SpfResult result) : Exception(result.ToString())
{
    public SpfResult Result => result;
}
