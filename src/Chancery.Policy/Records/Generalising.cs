using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Chancery.Policy.Facts;
using Chancery.Policy.Literals;
using Chancery.Policy.Registry;

namespace Chancery.Policy.Records;

/// <summary>Values of class P2: enough for statistics, too little to know the one.</summary>
internal static class Generalising
{
    /// <summary>Null where there is nothing general to say; then it is erased.</summary>
    public static string? Of(FactValue value) => value switch
    {
        FactValue.Number number => OrderOf(number.Value),
        FactValue.Text text when IPAddress.TryParse(text.Value, out var address) => NetworkOf(address),
        FactValue.Text text => DomainOf(text.Value),
        _ => null,
    };

    /// <summary>The domain of an address, where there is one.</summary>
    public static string? DomainOf(string text) =>
        text.LastIndexOf('@') is >= 0 and var at && DomainLiteral.Normalise(text[(at + 1)..]) is { } domain ? "@" + domain : null;

    /// <summary>Powers of ten: <c>10MB..100MB</c>.</summary>
    private static string OrderOf(decimal octets)
    {
        if (octets < 1)
            return "..1B";
        var above = 10m;
        while (octets >= above && above < 1_000_000_000_000_000m)
            above *= 10;
        return $"{Spell(above / 10)}..{(octets >= above ? "" : Spell(above))}";
    }

    private static string Spell(decimal octets)
    {
        var unit = UnitRegistry.Of(UnitKind.Size).Where(unit => unit.Factor <= octets && octets % unit.Factor == 0).MaxBy(unit => unit.Factor)!;
        return string.Create(CultureInfo.InvariantCulture, $"{octets / unit.Factor:0}{unit.Name}");
    }

    private static string NetworkOf(IPAddress address)
    {
        address = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        var (octets, kept) = (address.GetAddressBytes(), address.AddressFamily == AddressFamily.InterNetwork ? 3 : 6);
        octets.AsSpan(kept).Clear();
        return $"{new IPAddress(octets)}/{kept * 8}";
    }
}
