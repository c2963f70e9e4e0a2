using System.Net;
using System.Net.Http.Headers;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using Chancery.Engine.Settings;

namespace Chancery.Engine.Egress;

/// <summary>
/// The way out for HTTP: no redirects, no proxies, no cookies; certificates are checked; the address is chosen and judged here,
/// so that no name can lead to our own house (<c>egress.allow</c>).
/// </summary>
/// <param name="resolve">From a host name to its addresses.</param>
/// <param name="roots">Roots that are trusted; null: the system's.</param>
public sealed class GuardedHttp(
    Func<EgressSettings> settings, Func<string, CancellationToken, Task<IReadOnlyList<IPAddress>>> resolve, TimeProvider time, X509Certificate2Collection? roots = null) : IDisposable
{
    private static readonly TimeSpan ConnectPatience = TimeSpan.FromSeconds(10);

    private readonly HttpMessageInvoker _http = new(HandlerOf(settings, resolve, roots));

    /// <summary>The body of a 200, as long as it is at most <paramref name="limit"/> octets and comes in time.</summary>
    /// <exception cref="EgressException">Anything else; the message says what.</exception>
    public Task<(string? MediaType, byte[] Body)> GetAsync(Uri uri, int limit, TimeSpan patience, CancellationToken cancel) =>
        SendAsync(() => new HttpRequestMessage(HttpMethod.Get, uri), uri, limit, patience, cancel);

    /// <summary>Sends JSON; the answer as by <see cref="GetAsync"/>.</summary>
    /// <param name="token">For <c>Authorization: Bearer</c>; null: none.</param>
    /// <exception cref="EgressException">Anything but a 200 in time.</exception>
    public Task<(string? MediaType, byte[] Body)> PostAsync(Uri uri, byte[] json, string? token, int limit, TimeSpan patience, CancellationToken cancel) =>
        SendAsync(
            () =>
            {
                var request = new HttpRequestMessage(HttpMethod.Post, uri) { Content = new ByteArrayContent(json) };
                request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
                if (token is not null)
                    request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
                return request;
            },
            uri, limit, patience, cancel);

    private async Task<(string? MediaType, byte[] Body)> SendAsync(Func<HttpRequestMessage> make, Uri uri, int limit, TimeSpan patience, CancellationToken cancel)
    {
        using var timeout = new CancellationTokenSource(patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancel);
        try
        {
            using var request = make();
            using var response = await _http.SendAsync(request, either.Token);
            if (response.StatusCode != HttpStatusCode.OK)
                throw new EgressException($"{uri} answers {(int)response.StatusCode}");
            await using var stream = await response.Content.ReadAsStreamAsync(either.Token);
            return (response.Content.Headers.ContentType?.MediaType, await ReadAsync(stream, uri, limit, either.Token));
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            throw new EgressException($"{uri} does not answer in time");
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException)
        {
            throw new EgressException($"{uri} cannot be had: {failure.InnerException?.Message ?? failure.Message}", failure);
        }
    }

    public void Dispose() => _http.Dispose();

    private static async Task<byte[]> ReadAsync(Stream stream, Uri uri, int limit, CancellationToken cancel)
    {
        var (buffer, length) = (new byte[limit + 1], 0);
        while (length < buffer.Length && await stream.ReadAsync(buffer.AsMemory(length), cancel) is > 0 and var count)
            length += count;
        return length <= limit ? buffer[..length] : throw new EgressException($"{uri} is longer than {limit} octets");
    }

    private static SocketsHttpHandler HandlerOf(
        Func<EgressSettings> settings, Func<string, CancellationToken, Task<IReadOnlyList<IPAddress>>> resolve, X509Certificate2Collection? roots)
    {
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = false,
            MaxResponseHeadersLength = 16,
            PooledConnectionIdleTimeout = TimeSpan.FromSeconds(5),
            ConnectTimeout = ConnectPatience,
            ConnectCallback = (context, cancel) => ConnectAsync(settings(), resolve, context.DnsEndPoint, cancel),
        };
        if (roots is not null)
        {
            var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
            policy.CustomTrustStore.AddRange(roots);
            handler.SslOptions = new SslClientAuthenticationOptions { CertificateChainPolicy = policy };
        }

        return handler;
    }

    private static async ValueTask<Stream> ConnectAsync(
        EgressSettings settings, Func<string, CancellationToken, Task<IReadOnlyList<IPAddress>>> resolve, DnsEndPoint to, CancellationToken cancel)
    {
        var addresses = IPAddress.TryParse(to.Host, out var literal) ? [literal] : await resolve(to.Host, cancel);
        SocketException? failure = null;
        foreach (var address in addresses.Where(address => IsAllowed(settings, address, to.Port)))
        {
            var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            try
            {
                await socket.ConnectAsync(address, to.Port, cancel);
                return new NetworkStream(socket, ownsSocket: true);
            }
            catch (SocketException error)
            {
                socket.Dispose();
                failure = error;
            }
            catch
            {
                socket.Dispose();
                throw;
            }
        }

        throw failure ?? (Exception)new IOException($"{to.Host} has no address that may be asked on port {to.Port}");
    }

    private static bool IsAllowed(EgressSettings settings, IPAddress address, int port) =>
        (PublicAddresses.Contains(address) && port is 80 or 443)
        || settings.Allow.Any(rule => rule.Network.Contains(address) && (rule.Port is { } own ? own == port : port is 80 or 443));
}

/// <summary>An outgoing request that brought nothing.</summary>
public sealed class EgressException(string message, Exception? cause = null) : Exception(message, cause);
