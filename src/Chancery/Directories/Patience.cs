using System.Formats.Asn1;
using Chancery.Engine.Ports;

namespace Chancery.Host.Directories;

/// <summary>How long a question may take; what breaks on its way is an unavailable directory.</summary>
internal static class Patience
{
    /// <exception cref="DirectoryUnavailableException">No answer in time, or none that could be read.</exception>
    public static async Task<T> OfAsync<T>(TimeSpan timeout, TimeProvider time, Func<CancellationToken, Task<T>> work, CancellationToken cancel)
    {
        using var limit = new CancellationTokenSource(timeout, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancel);
        try
        {
            return await work(both.Token);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            throw new DirectoryUnavailableException("no answer in time");
        }
        catch (Exception error) when (error is IOException or AsnContentException or InvalidOperationException or OverflowException)
        {
            throw new DirectoryUnavailableException(error.Message, error);
        }
    }
}
