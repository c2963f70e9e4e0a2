using System.Text;
using Chancery.Mail.Headers;

namespace Chancery.Mail.Dkim;

/// <summary>What a signature is over (RFC 6376 section 3.7): the named fields, and the field that carries it, without its value.</summary>
internal static class SignedData
{
    /// <param name="own">The field up to and with <c>b=</c>, without line end.</param>
    public static byte[] Of(RawHeaderBlock header, IEnumerable<string> names, string own, Canonical form)
    {
        var data = new MemoryStream();
        foreach (var field in HeaderForm.Select(header, names))
            data.Write(HeaderForm.Of(header.Octets(field), form));
        var last = HeaderForm.Of(Encoding.Latin1.GetBytes(own + "\r\n"), form);
        data.Write(last.AsSpan(0, last.Length - 2));
        return data.ToArray();
    }

    public static string FoldedBase64(byte[] signature) =>
        string.Join("\r\n\t ", Convert.ToBase64String(signature).Chunk(70).Select(line => new string(line)));
}
