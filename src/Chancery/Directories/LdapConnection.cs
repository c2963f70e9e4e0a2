using System.Formats.Asn1;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Chancery.Engine.Ports;
using Chancery.Engine.Settings;

namespace Chancery.Host.Directories;

/// <summary>One connection to an LDAP server, one question after the other.</summary>
internal sealed class LdapConnection : IAsyncDisposable
{
    /// <summary>Octets of one message: a group of some hundred thousand members has room.</summary>
    private const int MaxMessage = 1 << 26;

    private const int Success = 0;
    private const int NoSuchObject = 32;
    private const int SizeLimitExceeded = 4;
    private const int InvalidCredentials = 49;

    private readonly TcpClient _client = new();
    private Stream _stream = Stream.Null;
    private int _id;

    /// <exception cref="DirectoryUnavailableException">Not reached, or without the TLS demanded.</exception>
    public static async Task<LdapConnection> OpenAsync(DirectorySettings settings, DirectoryServer server, CancellationToken cancel)
    {
        var connection = new LdapConnection();
        try
        {
            await connection._client.ConnectAsync(server.Host, server.Port, cancel);
            connection._stream = connection._client.GetStream();
            if (server.Tls == DirectoryTls.StartTls)
                await connection.StartTlsAsync(cancel);
            if (server.Tls != DirectoryTls.Plain)
                await connection.EncryptAsync(settings, server.Host, cancel);
            return connection;
        }
        catch (Exception error) when (error is SocketException or IOException or AuthenticationException or AsnContentException)
        {
            await connection.DisposeAsync();
            throw new DirectoryUnavailableException(error.Message, error);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <summary>True if the password is that entry's.</summary>
    /// <exception cref="DirectoryUnavailableException">Refused for another reason.</exception>
    public async Task<bool> BindAsync(string name, string password, CancellationToken cancel)
    {
        var (operation, content) = await AskAsync(id => LdapMessages.Bind(id, name, password), cancel);
        var (code, text) = ResultOf(operation, LdapMessages.BindResponse, content);
        return code switch
        {
            Success => true,
            InvalidCredentials => false,
            _ => throw new DirectoryUnavailableException($"bind refused with code {code} {text}"),
        };
    }

    /// <summary>At most two entries, with the values of the attributes wanted.</summary>
    /// <exception cref="DirectoryUnavailableException">Refused.</exception>
    public async Task<IReadOnlyList<(string Name, IReadOnlyList<string> Values)>> SearchAsync(
        string root, IReadOnlyList<(string Attribute, string Value)> any, IReadOnlyList<string> wanted, CancellationToken cancel)
    {
        var entries = new List<(string, IReadOnlyList<string>)>();
        var (operation, content) = await AskAsync(id => LdapMessages.Search(id, root, any, wanted), cancel);
        while (operation is LdapMessages.SearchEntry or LdapMessages.SearchReference)
        {
            if (operation == LdapMessages.SearchEntry)
                entries.Add(LdapMessages.Entry(content));
            (operation, content, _) = await ReceiveAsync(cancel);
        }

        var (code, text) = ResultOf(operation, LdapMessages.SearchDone, content);
        return code is Success or NoSuchObject or SizeLimitExceeded ? entries : throw new DirectoryUnavailableException($"search refused with code {code} {text}");
    }

    /// <summary>One page of an answer, and where the next begins; nothing where there is no such base.</summary>
    /// <exception cref="DirectoryUnavailableException">Refused, or cut short: half of a group is no group.</exception>
    public async Task<(IReadOnlyList<DirectoryEntry> Entries, byte[] Next)> PageAsync(SearchQuestion question, int size, byte[] cookie, CancellationToken cancel)
    {
        var entries = new List<DirectoryEntry>();
        await SendAsync(LdapMessages.Search(++_id, question, size, cookie), cancel);
        while (true)
        {
            var (operation, content, controls) = await ReceiveAsync(cancel);
            if (operation == LdapMessages.SearchEntry)
                entries.Add(LdapMessages.WholeEntry(content));
            else if (operation != LdapMessages.SearchReference)
                return ResultOf(operation, LdapMessages.SearchDone, content) switch
                {
                    (Success, _) => (entries, LdapMessages.Cookie(controls)),
                    (NoSuchObject, _) when question.OnlyBase => ([], []),
                    (NoSuchObject, _) => throw new DirectoryUnavailableException($"the directory has no entry {question.Base}"),
                    (SizeLimitExceeded, _) => throw new DirectoryUnavailableException("the directory gives only a part of the answer: its size limit for our name is too small"),
                    var (code, text) => throw new DirectoryUnavailableException($"search refused with code {code} {text}"),
                };
        }
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            await _stream.WriteAsync(LdapMessages.Unbind(++_id));
        }
        catch (Exception gone) when (gone is IOException or InvalidOperationException or AuthenticationException)
        {
            // It closed first.
        }

        await _stream.DisposeAsync();
        _client.Dispose();
    }

    private async Task StartTlsAsync(CancellationToken cancel)
    {
        var (operation, content) = await AskAsync(LdapMessages.StartTls, cancel);
        var (code, text) = ResultOf(operation, LdapMessages.ExtendedResponse, content);
        if (code != Success)
            throw new DirectoryUnavailableException($"the directory refuses StartTLS with code {code} {text}");
    }

    private async Task EncryptAsync(DirectorySettings settings, string host, CancellationToken cancel)
    {
        var tls = new SslStream(_stream);
        _stream = tls;
        await tls.AuthenticateAsClientAsync(
            new SslClientAuthenticationOptions
            {
                TargetHost = host,
                EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
                CertificateChainPolicy = settings.AuthorityFile is { } file ? Policy(file) : null,
            },
            cancel);
    }

    private static X509ChainPolicy Policy(string file)
    {
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.ImportFromPemFile(file);
        return policy;
    }

    private static (int Code, string Text) ResultOf(int operation, int expected, AsnReader content)
    {
        if (operation != expected)
            throw new DirectoryUnavailableException($"the directory answers with operation {operation}");
        var (code, text) = LdapMessages.Result(content);
        return (code, new string([.. text.Where(c => !char.IsControl(c)).Take(200)]));
    }

    private async Task<(int Operation, AsnReader Content)> AskAsync(Func<int, byte[]> message, CancellationToken cancel)
    {
        await SendAsync(message(++_id), cancel);
        var (operation, content, _) = await ReceiveAsync(cancel);
        return (operation, content);
    }

    private async Task SendAsync(byte[] message, CancellationToken cancel)
    {
        await _stream.WriteAsync(message, cancel);
        await _stream.FlushAsync(cancel);
    }

    private async Task<(int Operation, AsnReader Content, AsnReader? Controls)> ReceiveAsync(CancellationToken cancel)
    {
        var head = new byte[6];
        await _stream.ReadExactlyAsync(head.AsMemory(0, 2), cancel);
        var longForm = head[1] >= 0x80 ? head[1] & 0x7f : 0;
        if (head[0] != 0x30 || longForm > 4 || head[1] == 0x80)
            throw new AsnContentException("no message of LDAP");
        await _stream.ReadExactlyAsync(head.AsMemory(2, longForm), cancel);
        var length = longForm == 0 ? head[1] : head.AsSpan(2, longForm).ToArray().Aggregate(0L, (sum, octet) => (sum << 8) | octet);
        if (length > MaxMessage)
            throw new AsnContentException("a message of LDAP is too long");
        var message = new byte[2 + longForm + length];
        head.AsSpan(0, 2 + longForm).CopyTo(message);
        await _stream.ReadExactlyAsync(message.AsMemory(2 + longForm), cancel);
        var (id, operation, content, controls) = LdapMessages.Read(message);
        return id == _id ? (operation, content, controls) : throw new DirectoryUnavailableException("the directory ends the connection");
    }
}
