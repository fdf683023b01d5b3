/// Keys made for tests, with `openssl genrsa` and the like; they open nothing.
package enum TestKeys {
  /// What the encrypted ones are encrypted with.
  package static let passphrase = "sesame"

  /// The signature under `abc`, as `openssl dgst -sha256 -sign` makes it.
  package static let signatureOfABC =
    "22f347d96e1f4c2f42c7fff2aab78f7889873ac7b330ff346e87569a2500cbc11e02f7e3ac8cf155a5791e407d6eba842ce4bd83428ca9839a2ac75d47755efe9011fccb82ace3e155070295b569d97e80b7be98baa84f3cc1677ce4bcf597bcfb8f8c8fd1396493aad844db701e33458e77e413f1041e838e0af66411f9d4dc687ae160812c8ff291dcad70af725c0f64b71fa51afabb36e2c0ee70c8564637e8e59de2c3ae6a51889aebff72852c94e3226c7f894254381d78f1940393bbf9271b456b93e416c34327647736a4b53b92dd009e9f3c0c40d452ddedfc6fe31cd156cce2a5bed15497f0c95d441ba0ea7db651709a7f6a1959e288259ef087b9"

  /// PKCS#1.
  package static let pkcs1 = """
    -----BEGIN RSA PRIVATE KEY-----
    MIIEoAIBAAKCAQEAo2/rPn2yrFg6KMcbE/XhqRVtFlpr9uSdhdjhRkdTlM/YvntG
    9qwY3GIw272jEfLETqW577wH5mj+P/iSliZyhtL6OfityAMiQf7V+pRVVcJ4KlAW
    mSyiaXQIJIo+yuxA5MUcSCKxdLiduEzORALRwggtKg4dVUYd4bMx79S3diLeYGXc
    kXSm21CGGh0bpi3prYL4en45LogbziennDrkl4tovhfY9YkrJGNG1ObkYEU2/59p
    xC+/ABu9PgB6PSoiTtlrpWnCwhGCToYfQ1G7uWqA3ekkfW+0LrKAqU4Jxz5xizPv
    UMLVusieRtnKboMzdeH0HHky7AMsH2+Znw80WQIDAQABAoH/dvNig6IK33bpb7IM
    QyiEHgKn2YGaknt2Bdkl0y5NVGYWdWfDx2keimw1x7iiSRuVRKhr/c+upx8eyIKr
    CPiXK1KZJ2FNrCl3KhEz4n63wZesy2gjU48x7sUf3uYITZZKEn/RHtPYHSSugVkc
    D79GtEPjv8EqqoEdvnlI1eA7yyLprxWseDD2163jQQPSG3pZ6GpG/yLx5P271lOq
    dwXFjG4gt0G3fvO45lDP5VuH4lV4hcEq0RD4l2Hr1flpspEMovpJloLSHkQcnQTe
    SaKOGGqeyyp16kY46k9jdbZ0ZJFb+eXuYq3CD/5Gl035cDYPh0wuVHwBhNZhyhf0
    dxAdAoGBAOcJaYBvs/jjPzDIasSDStQIk5XmtPr3CKPbXlGC3LheC/K/bCH6a+v0
    T/pArlOgocsdE0bgdol/aN71TQyztS62I4yk5B+Fv8VHHnQs+0XW+ud2BHmEJvme
    tSeNWwGzFl7d2eYMYu8Xgm0iJR4k7v3rtuyKouthvLo1rgamC5JFAoGBALUYq33E
    zXrXJAHYFj48oZViUv0fdedeZoMHXKQpZnvqUL++QLxgBCqigR893pKsfZdcxDVX
    HEd9wmgE1T02QwCQ+B9KzAgkmN5qTFx/MlDD53nojhoa3nMmZQ7Wnv5Q3+/G26j+
    cg5ZB2htkB+16qwoLE/fCvYHnqmUs6VXsgUFAoGAFlYSnRgvjiBqO40kxVrsIROz
    MQrc9GZtr2nF9JtyO2DcRtu62I4dYPJ9yPP35p3hBoIJGxEYZLKssOGGUXQOUDXL
    ug03ANUtdSUrDJBMurPODhKa3CSqn/d4DBrecYue3g0Uw+jup67eLS7f58oqUOI5
    DSVaGueYF2iZKotjEwECgYBECvDkYH2UGiG9T6OL3twXdMoZsShrtlxt/uYgCC4p
    gPC2GpXYMXtfSY+aXXSzR3wo0wIlyIUnl2jkDGzSgwDJxa50k3X12UpWxznJx0Dw
    d6sRcv9xb4cFXPe7i4hRpbF+Nglyhaf1HB5cbk4onAGAjdeYawWDS3mh3e1hwoFw
    wQKBgBQTnt85IxDbxP0OucfsIF1uJuNMq37Xji986AXjnfWBDw42WZWGDncB5XGK
    +eFMTzbVZmYaERK8Wcl4E8lf+DDJYmLJp7fiV8y135Hi+WAp/4z6KRH71ycQ2csK
    gu2FW9ysh886yoT9iQOjeN+9KEc+uAJRbhwqdhwYxopNRCdQ
    -----END RSA PRIVATE KEY-----

    """

  /// The same in PKCS#8.
  package static let pkcs8 = """
    -----BEGIN PRIVATE KEY-----
    MIIEugIBADANBgkqhkiG9w0BAQEFAASCBKQwggSgAgEAAoIBAQCjb+s+fbKsWDoo
    xxsT9eGpFW0WWmv25J2F2OFGR1OUz9i+e0b2rBjcYjDbvaMR8sROpbnvvAfmaP4/
    +JKWJnKG0vo5+K3IAyJB/tX6lFVVwngqUBaZLKJpdAgkij7K7EDkxRxIIrF0uJ24
    TM5EAtHCCC0qDh1VRh3hszHv1Ld2It5gZdyRdKbbUIYaHRumLemtgvh6fjkuiBvO
    J6ecOuSXi2i+F9j1iSskY0bU5uRgRTb/n2nEL78AG70+AHo9KiJO2WulacLCEYJO
    hh9DUbu5aoDd6SR9b7QusoCpTgnHPnGLM+9QwtW6yJ5G2cpugzN14fQceTLsAywf
    b5mfDzRZAgMBAAECgf9282KDogrfdulvsgxDKIQeAqfZgZqSe3YF2SXTLk1UZhZ1
    Z8PHaR6KbDXHuKJJG5VEqGv9z66nHx7IgqsI+JcrUpknYU2sKXcqETPifrfBl6zL
    aCNTjzHuxR/e5ghNlkoSf9Ee09gdJK6BWRwPv0a0Q+O/wSqqgR2+eUjV4DvLIumv
    Fax4MPbXreNBA9Ibelnoakb/IvHk/bvWU6p3BcWMbiC3Qbd+87jmUM/lW4fiVXiF
    wSrREPiXYevV+WmykQyi+kmWgtIeRBydBN5Joo4Yap7LKnXqRjjqT2N1tnRkkVv5
    5e5ircIP/kaXTflwNg+HTC5UfAGE1mHKF/R3EB0CgYEA5wlpgG+z+OM/MMhqxINK
    1AiTlea0+vcIo9teUYLcuF4L8r9sIfpr6/RP+kCuU6Chyx0TRuB2iX9o3vVNDLO1
    LrYjjKTkH4W/xUcedCz7Rdb653YEeYQm+Z61J41bAbMWXt3Z5gxi7xeCbSIlHiTu
    /eu27Iqi62G8ujWuBqYLkkUCgYEAtRirfcTNetckAdgWPjyhlWJS/R91515mgwdc
    pClme+pQv75AvGAEKqKBHz3ekqx9l1zENVccR33CaATVPTZDAJD4H0rMCCSY3mpM
    XH8yUMPneeiOGhrecyZlDtae/lDf78bbqP5yDlkHaG2QH7XqrCgsT98K9geeqZSz
    pVeyBQUCgYAWVhKdGC+OIGo7jSTFWuwhE7MxCtz0Zm2vacX0m3I7YNxG27rYjh1g
    8n3I8/fmneEGggkbERhksqyw4YZRdA5QNcu6DTcA1S11JSsMkEy6s84OEprcJKqf
    93gMGt5xi57eDRTD6O6nrt4tLt/nyipQ4jkNJVoa55gXaJkqi2MTAQKBgEQK8ORg
    fZQaIb1Po4ve3Bd0yhmxKGu2XG3+5iAILimA8LYaldgxe19Jj5pddLNHfCjTAiXI
    hSeXaOQMbNKDAMnFrnSTdfXZSlbHOcnHQPB3qxFy/3FvhwVc97uLiFGlsX42CXKF
    p/UcHlxuTiicAYCN15hrBYNLeaHd7WHCgXDBAoGAFBOe3zkjENvE/Q65x+wgXW4m
    40yrfteOL3zoBeOd9YEPDjZZlYYOdwHlcYr54UxPNtVmZhoRErxZyXgTyV/4MMli
    Ysmnt+JXzLXfkeL5YCn/jPopEfvXJxDZywqC7YVb3KyHzzrKhP2JA6N4370oRz64
    AlFuHCp2HBjGik1EJ1A=
    -----END PRIVATE KEY-----

    """

  /// The same in PKCS#8, encrypted with ``passphrase``.
  package static let encryptedPKCS8 = """
    -----BEGIN ENCRYPTED PRIVATE KEY-----
    MIIFHTBXBgkqhkiG9w0BBQ0wSjApBgkqhkiG9w0BBQwwHAQIRLL6rneN5ecCAggA
    MAwGCCqGSIb3DQIJBQAwHQYJYIZIAWUDBAEqBBB9MktS3O72N93AtxcwQ2QGBIIE
    wAuC2Brmo2mIPPFSgf+la7SErMkG2aXilmENmCqTTGIZBG4fu5UO3h1qHZAqxm1f
    I2X+xt40DxbDMw0QrzE+eGLZowPduP9S3+brDqONjE3BxeAYTmBGLNXJr8PaqRIG
    QXqZI2adHr543SVuyuTZ2kGQck7iwrI0vCVzuB1eF+5AM89O3OCqy2AnKdLNDUBp
    z8f6KL9OBMZLChBa2ECSeVo2kLvnswdCeX4ux8htXXY0rE4OGrEVk2/859nUsaB6
    NmhbeNWqtoDoJ2jnCjPVp4Ii7BhSSZQKh8Cnw9T2LgO78+xQcnvT3pTckFhYuJIh
    +BmRrgIz3TFueaq0OX5HW8fyiHWQQ2ZPXIKbP40n0l6Q2UJZqqKdzYDBvrRe4Anc
    xUfikYF+CW0JT9C663mZgdbjuMecCpVq74BhXBmwslnPnGj8ALMDP8Xk2waMJSLj
    kONKf6+QMLIGIcZPP77J0VgDCyiUqsS5zLVjkd37XPbkOMms9fx3QMWjYaRQyy8y
    0Bssk7dUZJx+ux1yZ3FAqiKla1V1L8tv7xjK7jlRotH9AiK3WuyuRI2Jq4XvRlX8
    mbJVnhwnRLYyu1sSupIPABTk1vlYfEhnLzVLmeisrT7L1qnjxkx72C3Y4uUSjSxk
    XuKek+9yed333gLlsTNPuFsnDc6XLx/rsgGGzdfobDcc6LWvVQwSqR/eymtFvLX0
    /rg81ZA1/CPFpUEnUgP+OE3/UhRJ8WWD8bq+ttFNliwwy6ykt4s6MPHfNwp0DzPD
    iPrxPL4xYvAxBXMI6omFpWdXahGM/f+1o1VIk551BoAvCOVsEaJvKdIb/ptb+tHx
    TzTOqyhmPqTHbP55m63zCk+v4ps96th2oCrDifKV0yVC/ShBoY6Rqge4Jfi1pgdr
    QwxcGVTbsi6kPg6gEhDodwZW/CxpLqz7xUv3lsl1mCT+07MHbCa1CQCjSPQoeGNa
    Zul3Mb3vwhRsz63vGpLVCyipoc8TWZ2V2dgwGYV4RFUhhSvZHhUvuEFztb8q9qVa
    Fd/pZtYQIGrY5WeEdeh8SsLqazFi9I4ewIjz5CtwMn6THNEXOFhP7x4ZmYEw3CvG
    P/OVbPLZoEkVlvWNb7hcZ2wIfBhEBOngRL4vv8Yb4hAYoNeMk6N5qM9B+EOYSJ6j
    njAZCX1yXN/ABwpPXygU+pmnF0kyXgfHrx9pziRJd84iNzxkmBgFHsAkcLTVMGQY
    7Qwy26FFQFgwRr8UFh0eJaMIthR4yqUngtjcWZVz1Clrzj23voWenAsbIflp5Ka6
    nv2r3pS1JMaDo/HzDWgbLH9M8cLG7hM3z2+LrceDZUb9c5fIcAQVhKu/BbAZTHUH
    nuM9kEPzH6bYySLcviNaxBfzqqmW1U1HJeaIwWtUXAm5nEn/BIQSwyVw8Klkbu7h
    4AE9IP3pT6GMejlW9lcc62/Ok6+PNM77x4URGzFATdzAMZUY73MPJOtQ2UaaTYFk
    PymTsXYo9TDA33TaUfHuiIYMWStGNXBlzO1HbzKtUtRhcR2xrtc8Bi+LotzBdAaa
    5L9+XdEzhfSEcMjdnz4Di1oI6eOp4Us64bK22MMb8rpkc9fP/2z6hMIfPFou2rm2
    QVK4Dce9vdadOprHAaooKtc=
    -----END ENCRYPTED PRIVATE KEY-----

    """

  /// The same in PKCS#1, encrypted with ``passphrase``.
  package static let encryptedPKCS1 = """
    -----BEGIN RSA PRIVATE KEY-----
    Proc-Type: 4,ENCRYPTED
    DEK-Info: AES-256-CBC,E12AEC49FC27E39325CE0A81354AADC5

    jXKc89Eb/aRLPCguj4uMfjW6cdDxlJ5ixs64X1ZLO3gqCaHGaQvI/8OeFTSPcfnI
    Gn1gUaip+36WH1G9tVzm2aAbejrRVsjzvn3zaIAP4CkbY/hdiHuNHyW6aAxX0e8h
    O2Cl2s5rRKD6CKv2xuLS9QuMi2i0z87VxRJEJSTM/P8azPv8IyzMMma1IFkpcDrq
    egBfKjjHOwGnyg75UL7z8y9/DJdvtupSnek+52xu+/oA8dMdCgcgTJ2uE9xm9leg
    iJXnopDUSgU6wglRWGgW2a3uqVmACSPuEHuGGS2qVUxvumxdvZdH01l/LgX1WLoM
    d28/wUDn/bKaHGtO2i/0Xd9mS09vw6PVpaMuRtCQpCMZZYGgCaI89A+qHMpcQqi3
    VAUg1UF1w+FgVQV9uJD77WJnskD81Zn8KO91ktdev9fzRKE8N+HJLCJTHgCHv/AC
    h/ucqRgu1hs/Dlw5+JhsJ73ZQGevosVxALjt8TlxDbRR6ra9B6BvA+cSjxAaiBEG
    qUL3bgk9D8aM7iz10cKlppZjG95EsQ5Bs4cE8huqYS26WHwjuByy1aCrahJts2Yq
    MUg2AgTVxkylcMd7T7WvRfv3vCt7Pn7Rl/sa/hvHw5giL6jmYUKzSPotLmnl9BR9
    RwYWkSB/jzgoDyLCQx5CBZXO64d57u1jTTaoZ8cZ6y+Qf7oPyiMTdYbepu7oNgxH
    1ex7jcmWpHUq5GIlxSXOWL9edlTchk4zQu4umjG1GkSUHRGd13CeELBIF+F+dRxB
    4XvIRD1tHXRi3JYG9o5tMO8YSrZr0cuOMJA/W56s5qs8o30pqTevebOGhxxeOMbU
    K3MmIo5++7zLUDOmyaWZBp796/1oPYkBpLL++Q40pVGxmjsQZYNVAP9YUnYua/g2
    4MkLmcYwpGtb9e93FtMjAwqjwo3ApEVz193eGDQblvwwOjkK2zPPvuDnAxkGftRO
    Y5uBtUB7p38G1A5INASQRWzibf5fk6SpODBafrSf/Cckqej4LqgKl774Qn2lvnLf
    bOS7NFqjMugy/VtNdvydTCatSDMiZHet1zxTt0Ldk0QGdV38zpgYi3thfV77PCCv
    GMTWgT4DP85Bwv5SajkaXjq7M7PATuH05PQf14ymItn5P2SnP6gOCRVU3asz+tqc
    lWtZ4IS3DYZ1JN+9bxuq0rWDg85Ig3vx5GUYxKe33QSG82nqz0wJA0pt5huGLNv8
    AkMNMUsMH6Q7Izptvr0i5hr2dBqw+j7W8bZc5MV+/DOv3FGLikFM/pMfJUBauV/j
    pRT4G3/J/B3lyvDlhPPBCEwBRTAN4RCVxMiLcrlzvkkzxEXZssii6+ne0LbmGdVy
    Y4o0W95Tr6E2SmZI4urgDS3MtLnZKVqqJCNRRrXXaGFWnNln9CwaujLZCOELGJup
    aYMYKyMuQ6aBfKSbJlrgpEtVuqcEHf/wJgV53MIvWyRgmQFprM+IbO+vxoG/WNa0
    dxad1ZYsC76luTVGl7up4cQNI2YA32iF+Ki23Q4EkHDaUJbJcKlrM8UeZhOA0b1D
    jUdiVPaNQT2kD2ndolNizZjFgCS51Rf3urCJ/CHFODF7IB/FIaCMvmnwZOmu1gFj
    -----END RSA PRIVATE KEY-----

    """

  /// Its public half.
  package static let publicKey = """
    -----BEGIN PUBLIC KEY-----
    MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAo2/rPn2yrFg6KMcbE/Xh
    qRVtFlpr9uSdhdjhRkdTlM/YvntG9qwY3GIw272jEfLETqW577wH5mj+P/iSliZy
    htL6OfityAMiQf7V+pRVVcJ4KlAWmSyiaXQIJIo+yuxA5MUcSCKxdLiduEzORALR
    wggtKg4dVUYd4bMx79S3diLeYGXckXSm21CGGh0bpi3prYL4en45LogbziennDrk
    l4tovhfY9YkrJGNG1ObkYEU2/59pxC+/ABu9PgB6PSoiTtlrpWnCwhGCToYfQ1G7
    uWqA3ekkfW+0LrKAqU4Jxz5xizPvUMLVusieRtnKboMzdeH0HHky7AMsH2+Znw80
    WQIDAQAB
    -----END PUBLIC KEY-----

    """

  /// A certificate of it.
  package static let certificate = """
    -----BEGIN CERTIFICATE-----
    MIIDEzCCAfugAwIBAgIUIAmJSN/7l366HzPuFb0PnbOrjnwwDQYJKoZIhvcNAQEL
    BQAwGDEWMBQGA1UEAwwNc2Ztb2RlbHMtdGVzdDAgFw0yNjExMjYyMDU3NTZaGA8y
    MTI2MTEwMjIwNTc1NlowGDEWMBQGA1UEAwwNc2Ztb2RlbHMtdGVzdDCCASIwDQYJ
    KoZIhvcNAQEBBQADggEPADCCAQoCggEBAKNv6z59sqxYOijHGxP14akVbRZaa/bk
    nYXY4UZHU5TP2L57RvasGNxiMNu9oxHyxE6lue+8B+Zo/j/4kpYmcobS+jn4rcgD
    IkH+1fqUVVXCeCpQFpksoml0CCSKPsrsQOTFHEgisXS4nbhMzkQC0cIILSoOHVVG
    HeGzMe/Ut3Yi3mBl3JF0pttQhhodG6Yt6a2C+Hp+OS6IG84np5w65JeLaL4X2PWJ
    KyRjRtTm5GBFNv+facQvvwAbvT4Aej0qIk7Za6VpwsIRgk6GH0NRu7lqgN3pJH1v
    tC6ygKlOCcc+cYsz71DC1brInkbZym6DM3Xh9Bx5MuwDLB9vmZ8PNFkCAwEAAaNT
    MFEwHQYDVR0OBBYEFDfJmHKJaBygoJzVz0QVmm7I/4PFMB8GA1UdIwQYMBaAFDfJ
    mHKJaBygoJzVz0QVmm7I/4PFMA8GA1UdEwEB/wQFMAMBAf8wDQYJKoZIhvcNAQEL
    BQADggEBAFqjV5IOn9bEVSHI9a3BOAZYfQdJqHZ8eklk8WGrZLAP+VkukWImsGUz
    ZXrSOiILgVO6s+owhDBWZVoXi40girtp9Xi7dmpgYyFrLCMDu0ahMPcsomGON37C
    W/HWoI5fxIUCOBCrjPnFQKp8k/y+IADaEb0J4ri4xTSzwG8w6DSfdwgghTKDYNSG
    L/jkpYtTpY1rOojnRD3PdzPYYV8i1jwrNgs9vGQ0GW8TFhYmHt0mOZXdnDUJhx/+
    LzCORvlf6gWKl39+44+xjYLNDQa3v8KC43F9ev0NZRLesvZNOXluHXcChY/k5AV3
    DOmtPh/yaEUXnFHPf3pkQZRNX1JnWV4=
    -----END CERTIFICATE-----

    """

  /// Another key.
  package static let other = """
    -----BEGIN PRIVATE KEY-----
    MIIEvgIBADANBgkqhkiG9w0BAQEFAASCBKgwggSkAgEAAoIBAQDFu8pOu3AmGCCp
    JH14YxFLKzEvsJ9H8VsuH3KxOffE1aJHmDRz2u8Ps8o53QMUll0N0RFl6s7WSy4S
    teGhRqYHHGnD+EytoSICSdAp/hRji4G9zwQTXuoKa82bM7si2jKRq+IIZmBhlBRC
    tEwFyL4wliO3Q6RhUUK6bSOq/N//eWcdc/g5nVq1L+OYD31R9cfDO1L60mLmndsX
    whjxkkHGhWKxMfDsrUpENpdckRKWeb1zCSxoIAOfI0MH11oyAORelEP/g124OgVk
    RnI3rL4DCqG2CsL3//RbFq+Xn0jEOD8hkbVw5ZGqqZHKWN5kncEvnM0vLobTJuJo
    d3X85x0VAgMBAAECggEAEtLo1Iv1hjrfyRpnM3HC8LQA77hRwYiRlJd71LFfDAcG
    duhfffQGtCj6hH2s0GXsH+eaT2iGHlJz5WYZP8A5CA5FZ1mY+yKO2UbroUPF7yAV
    ztsJWUq83xcaML9A/nVlQQbq8r/ERyXQs/T0E8zjhj6U0dqHqJgS0SqYrat7K5fZ
    R9Y6jO0oa+RRTrtgTVRCTxQOrIK9Mb27BhWp5t5qWlsA0QYCxbDScmgDMfKafeD5
    psvtrbqw5vIdVjwo/xBSZK0NEIffDUtp1rKyKbynQ9FtPya1vlgbJlOdA04qujEc
    YEqJjcpOzHzSvHb25c4QnlvmP/JGdoZJQjvMSeimwQKBgQDlOvu+ksNcEkfLhEpJ
    DsB17awF7Yv3u+gtvWYvxOz1CmzN66TYtvO2bOfjaigpJWgRaTa1VnxGdcPUTCdf
    GigdI8bXaWB1NLg+EEQa73X+IJLZhMosMgZxcckxYxVVzbqdfMeCafGBMqZ5BMh9
    6ou6/lUF2kvFb1uYx2HfPs8GUQKBgQDc0y9LiRL5YdcZOV5qw/HBJAoUXPFUdNEj
    Kf6vqpoBvLzoee+UjLrYBvfQIz8U/4ODwQxXkfkkX17YtHyEVjPkXNdIVMZQz4/D
    4HtEwkBPWt57pMKAU5U/2NFGSBqWF5xCWbRV5B9pRVpSc4MGyjU2Y1GE8qISZUgT
    UoFb6hVFhQKBgCkLub4zG2YmI9LuWjrguFelejMJiRGQBRADpQOSuHdcKYVp13ey
    sssMjy0qegx8FTlg5Jnt5YzcU3d1N2uRDHPDTzyNMudpzD/Yu8ky7abWgFUQsP7e
    6kZwAH2mZ1CY6PyANl1EySjAQAzVbW0WjXSrS+AjaYPt37Hoqb7GyV0xAoGBAKJu
    mXh3gMR+CqncQC5KqbbHWr61yzKzpu61wkjXNeeXPGHI58keZ4XmQj0Q4CMC/Gtb
    Akgb8OanXG4M/RafDhapkBX9fc8NjpOnuSTPulxk3AiZHhUk5kELrIyFF0FWZrOL
    ppITdmOKBzFlFHlXHiM+lUU08LCVXZoQ82R34GO9AoGBANKrnJAREaYBONM0gDcn
    nYeIJhuWw004dzlg78I+DHLPST6McspSSw552GMxHDgqtnf6scFpG16r2APJdz8E
    qcqgv3kOaMT3wJrN+7cCPvqI41o01cTVWCzlhBYVCw7AUtz2kBnodJMT0XJGvIyx
    edInWhpnsk7BxGg4POMheOaB
    -----END PRIVATE KEY-----

    """

  /// Its public half.
  package static let otherPublicKey = """
    -----BEGIN PUBLIC KEY-----
    MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAxbvKTrtwJhggqSR9eGMR
    SysxL7CfR/FbLh9ysTn3xNWiR5g0c9rvD7PKOd0DFJZdDdERZerO1ksuErXhoUam
    Bxxpw/hMraEiAknQKf4UY4uBvc8EE17qCmvNmzO7ItoykaviCGZgYZQUQrRMBci+
    MJYjt0OkYVFCum0jqvzf/3lnHXP4OZ1atS/jmA99UfXHwztS+tJi5p3bF8IY8ZJB
    xoVisTHw7K1KRDaXXJESlnm9cwksaCADnyNDB9daMgDkXpRD/4NduDoFZEZyN6y+
    AwqhtgrC9//0Wxavl59IxDg/IZG1cOWRqqmRyljeZJ3BL5zNLy6G0ybiaHd1/Ocd
    FQIDAQAB
    -----END PUBLIC KEY-----

    """

  /// A key of another kind.
  package static let elliptic = """
    -----BEGIN EC PARAMETERS-----
    BggqhkjOPQMBBw==
    -----END EC PARAMETERS-----
    -----BEGIN EC PRIVATE KEY-----
    MHcCAQEEILbtUOqvuikX6WfbgQVyuT9jbOxTxs5B+cE7IXoc7KUZoAoGCCqGSM49
    AwEHoUQDQgAEy8BfGZbkd4Wvxo7nxLZKTW/sKh9Xne0H5YsaeVAMhP5K7n4IOqnb
    l5jF9ua5NlJl0dM80Mgv6uEQ0ErE0+E04Q==
    -----END EC PRIVATE KEY-----

    """
}
